import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { troubleOf } from '~/api/problem'
import { IconButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { Icon } from '~/design/icon'
import { MoreButton } from '~/design/more-button'
import { formatMoney, formatNumber, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import journeys from '../journeys.module.css'
import { isOfCustomers, mapCustomersQuery, mapInteractionsQuery } from './behind-queries'
import classes from './maps.module.css'
import type { Shown } from './maps-queries'
import { behindWords } from './wording'

interface MapBehindProps {
  slug: string
  version: number
  behind: string
  names: string[]
}

/** The customers or the interactions behind the number that was chosen. */
export function MapBehind({ slug, version, behind, names }: MapBehindProps) {
  const { query } = useScope()
  const ofCustomers = isOfCustomers(behind)
  const people = useInfiniteQuery(mapCustomersQuery(slug, query, behind, version))
  const rows = useQuery(mapInteractionsQuery(slug, query, behind, version))
  const asked = ofCustomers ? people : rows
  const total = ofCustomers ? people.data?.pages[0]?.total : rows.data?.total
  const place = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [behind, asked.isSuccess])
  const words = behindWords(behind, names)
  const counted =
    total === undefined
      ? ''
      : ofCustomers
        ? plural(total, 'customer', 'customers')
        : plural(total, 'interaction', 'interactions')
  return (
    <div ref={place}>
      <Panel
        title={counted ? `${counted} ${words}` : 'What stands behind it'}
        tools={
          <IconButton
            label="Close"
            onClick={() =>
              void navigate({
                to: '.',
                search: (before: Record<string, unknown>) => ({ ...before, behind: undefined }),
              })
            }
          >
            <Icon name="close" />
          </IconButton>
        }
      >
        {asked.isError && <Failed trouble={troubleOf(asked.error)} retry={() => void asked.refetch()} />}
        {asked.isPending && <Shapes rows={4} height={28} label="Loading" />}
        {total === 0 && <Empty title="Nothing stands behind this number" />}
        {ofCustomers && people.data && total ? (
          <>
            <ul className={journeys.people}>
              {people.data.pages.flatMap((page) =>
                page.rows.map(({ customer_id, name }) => (
                  <li key={customer_id}>
                    <Link to="/customers/$customer_id" params={{ customer_id }}>
                      {name ?? customer_id}
                    </Link>
                  </li>
                )),
              )}
            </ul>
            <MoreButton
              shown={people.data.pages.reduce((sum, page) => sum + page.rows.length, 0)}
              total={total}
              waiting={people.isFetchingNextPage}
              onMore={people.hasNextPage ? () => void people.fetchNextPage() : undefined}
            />
          </>
        ) : null}
        {!ofCustomers && rows.data && total ? <Interactions rows={rows.data.rows} total={total} /> : null}
      </Panel>
    </div>
  )
}

function Interactions({ rows, total }: { rows: Shown[]; total: number }) {
  return (
    <>
      <ul className={classes.shown}>
        {rows.map((row) => (
          <li key={row.id}>
            <span className="note faint">{formatMoment(row.time)}</span>{' '}
            <Link to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
              {row.customer_name ?? row.customer_id}
            </Link>{' '}
            {row.kind}
            {row.score !== null && (
              <b>
                {' '}
                {row.metric?.toUpperCase()} {formatNumber(row.score)}
                {row.scale_max !== null && ` of ${formatNumber(row.scale_max)}`}
              </b>
            )}
            {row.value !== null && (
              <b> {formatMoney(Number(row.value), { currency: row.currency, exact: true })}</b>
            )}
            {row.text && <q className={classes.words}>{row.text}</q>}
          </li>
        ))}
      </ul>
      {total > rows.length && <p className={journeys.foot}>The newest {rows.length} are shown.</p>}
    </>
  )
}
