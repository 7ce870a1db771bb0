import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { troubleOf } from '~/api/problem'
import { IconButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { MoreButton } from '~/design/more-button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import classes from './journeys.module.css'
import { behindQuery } from './behind-query'
import { useJourneysSearch } from './journeys-search'

/** A number that leads to the customers behind it, further down the page. */
export function BehindLink({ to, label, children }: { to: string; label: string; children: ReactNode }) {
  return (
    <Link
      to="/journeys"
      search={(before) => ({ ...before, behind: to })}
      resetScroll={false}
      aria-label={`${label}, see who`}
      className="quiet"
    >
      {children}
    </Link>
  )
}

/** Who stands behind the number that was chosen. */
export function BehindPanel({ steps }: { steps: string[] }) {
  const { search, change } = useJourneysSearch()
  const { query } = useScope()
  const found = useInfiniteQuery(behindQuery(query, search, steps))
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [search.behind, found.isSuccess])
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  const total = found.data?.pages[0]?.total ?? 0
  return (
    <div ref={place}>
      <Panel
        title={
          found.data
            ? `${plural(total, 'customer', 'customers')} ${behindWords(search.behind ?? '', steps)}`
            : 'Customers'
        }
        tools={
          <IconButton label="Close" onClick={() => change({ behind: undefined })}>
            <Icon name="close" />
          </IconButton>
        }
      >
        {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
        {found.isPending && <Shapes rows={4} height={28} label="Loading customers" />}
        {found.data && total === 0 && <Empty title="Nobody">No customer stands behind this number.</Empty>}
        {rows.length > 0 && (
          <>
            <ul className={classes.people}>
              {rows.map(({ customer_id, name }) => (
                <li key={customer_id}>
                  <Link to="/customers/$customer_id" params={{ customer_id }}>
                    {name ?? customer_id}
                  </Link>
                </li>
              ))}
            </ul>
            <MoreButton
              shown={rows.length}
              total={total}
              waiting={found.isFetchingNextPage}
              onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
            />
          </>
        )}
      </Panel>
    </div>
  )
}

/** What they did, from how the number is named in the URL. */
export function behindWords(behind: string, steps: string[]): string {
  const [word = '', first = '', ...rest] = behind.split(':')
  if (word === 'reached') return `reached ${steps[Number(first) - 1] ?? 'this step'}${of(rest)}`
  if (word === 'dropped') return `came no further than ${steps[Number(first) - 1] ?? 'this step'}${of(rest)}`
  const named = [first, ...rest].join(':')
  if (word === 'path') return `went ${named.replace(/ > /g, ' → ').replace(/\*/g, 'anything')}`
  if (word === 'ended') return `were last seen at ${named}`
  if (word === 'looped') return `turned back to ${named}`
  if (word === 'visited') return `were at ${named}`
  if (word === 'came') return 'came to the goal'
  if (word === 'not_yet') return 'have not come to the goal'
  if (word === 'sessions') return named ? `had a session (${named})` : 'had a session'
  if (word === 'credited') return `converted after a touch at ${named}`
  return named === '0'
    ? `began in the period from ${word}`
    : `who began from ${word} were back in column +${named}`
}

const of = (group: string[]) => (group.length > 0 ? ` (${group.join(':')})` : '')
