import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { buttonClass } from '~/design/button'
import { MoreButton } from '~/design/more-button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { SearchField } from '~/design/search-field'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips, type Chip } from '~/record/interactions/scope-chips'
import { SegmentPicker } from '~/record/interactions/scope-pickers'
import { painPointName } from '~/record/interactions/sentence'
import { useScope } from '~/record/interactions/use-scope'
import classes from './customers.module.css'
import { CustomerTable } from './customer-table'
import { askedOf, customersQuery, readCustomersSearch } from './queries'

/** Who is in the log. */
export default function CustomersPage() {
  usePageTitle('Customers')
  const search = readCustomersSearch(useSearch({ strict: false }))
  const { query, span } = useScope()
  const touched = search.pain_point ? ` met “${painPointName(search.pain_point)}”, ${span.label}` : ''
  const found = useInfiniteQuery(customersQuery(askedOf(search, query), 50, !touched || query !== undefined))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const total = found.data?.pages[0]?.total ?? 0
  return (
    <>
      <ScopeChips more={search.pain_point ? [painPointChip(search.pain_point)] : []} />
      <Panel
        level={1}
        title={found.data ? plural(total, 'customer', 'customers') + touched : 'Customers'}
        note="Last seen first"
        tools={<Tools />}
      >
        {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
        {found.isPending && <Shapes rows={12} height={28} label="Loading customers" />}
        {found.data && total === 0 && (
          <Empty title="No customer fits">
            Search by a part of the name, email address, phone number or any identifier.
          </Empty>
        )}
        {rows.length > 0 && (
          <div className={found.isPlaceholderData ? 'stale' : undefined}>
            <CustomerTable rows={rows} />
            <MoreButton
              shown={rows.length}
              total={total}
              waiting={found.isFetchingNextPage}
              onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
            />
          </div>
        )}
      </Panel>
    </>
  )
}

const painPointChip = (key: string): Chip => ({
  name: 'pain point',
  value: painPointName(key),
  without: { pain_point: undefined },
})

function Tools() {
  const { q } = readCustomersSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [text, setText] = useState(q ?? '')
  const ask = (sought: string) => {
    setText(sought)
    void navigate({
      to: '/customers',
      search: (before: Record<string, unknown>) => ({ ...before, q: sought.trim() || undefined }),
      replace: true,
    })
  }
  return (
    <div className={classes.tools}>
      <Link to="/proposals" className={buttonClass}>
        Who may be one
      </Link>
      <SegmentPicker />
      <SearchField label="Name, email, phone or id" value={text} onChange={ask} />
    </div>
  )
}
