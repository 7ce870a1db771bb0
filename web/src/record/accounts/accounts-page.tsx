import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { formatDay } from '~/design/dates'
import { MoreButton } from '~/design/more-button'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { SearchField } from '~/design/search-field'
import { Empty, Failed, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import classes from './accounts.module.css'
import { accountsQuery } from './queries'

/** The companies customers belong to. */
export default function AccountsPage() {
  usePageTitle('Accounts')
  const [q, setQ] = useState('')
  const found = useInfiniteQuery(accountsQuery(q.trim() || undefined))
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const total = found.data?.pages[0]?.total ?? 0
  return (
    <Panel
      level={1}
      title={total > 0 ? plural(total, 'account', 'accounts') : 'Accounts'}
      note="Companies, the one with most members first"
      tools={<SearchField label="Name or id" value={q} onChange={setQ} />}
    >
      {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
      {found.isPending && <Shapes rows={8} height={28} label="Loading accounts" />}
      {found.data && total === 0 && (
        <Empty title={q ? 'No account fits' : 'No account yet'}>
          Companies appear here when a source sends a <code>group</code> call with a <code>groupId</code>.
        </Empty>
      )}
      {rows.length > 0 && (
        <>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Account</th>
                <th scope="col">Members</th>
                <th scope="col">Interactions</th>
                <th scope="col">Orders</th>
                <th scope="col">Last seen</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.account_id}>
                  <td>
                    <Link to="/accounts/$account_id" params={{ account_id: one.account_id }}>
                      {one.name}
                    </Link>
                  </td>
                  <td data-label="members">{formatCount(one.members)}</td>
                  <td data-label="interactions">{formatCount(one.interactions)}</td>
                  <td data-label="orders">{formatCount(one.orders)}</td>
                  <td>{formatDay(one.last_at)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <MoreButton
            shown={rows.length}
            total={total}
            waiting={found.isFetchingNextPage}
            onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
          />
        </>
      )}
    </Panel>
  )
}
