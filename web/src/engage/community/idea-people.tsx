import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { formatDay } from '~/design/dates'
import { MoreButton } from '~/design/more-button'
import { formatMoney, formatShare, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import followed from '~/design/followed.module.css'
import classes from './community.module.css'
import { ideaPeopleQuery, type IdeaPerson } from './queries'

/** Who wants it, those who spend most first, and whether they were told of the last change. */
export function IdeaPeople({ number, currency }: { number: number; currency: string }) {
  const [limit, setLimit] = useState(10)
  const found = useQuery(ideaPeopleQuery(number, limit))
  return (
    <Panel
      title={found.data ? `${plural(found.data.n, 'person wants', 'people want')} it` : 'Who wants it'}
      note="Those who spend most first"
    >
      <Loaded query={found} shapes={<Shapes rows={4} height={28} label="Loading the people" />}>
        {({ rows, n }) =>
          rows.length === 0 ? (
            <Empty title="Nobody yet">Link what customers asked for elsewhere, below.</Empty>
          ) : (
            <>
              <div className={followed.wide}>
                <table className={classes.table}>
                  <tbody>
                    {rows.map((one) => (
                      <Person key={one.customer_id} one={one} currency={currency} />
                    ))}
                  </tbody>
                </table>
              </div>
              <MoreButton
                shown={rows.length}
                total={n}
                waiting={found.isFetching}
                onMore={rows.length < n && limit < 200 ? () => setLimit(limit + 50) : undefined}
              />
            </>
          )
        }
      </Loaded>
    </Panel>
  )
}

function Person({ one, currency }: { one: IdeaPerson; currency: string }) {
  const ways = [
    one.is_voter && 'voted',
    one.requests > 0 && `asked ${plural(one.requests, 'time', 'times')} elsewhere`,
  ].filter(Boolean)
  return (
    <tr>
      <td>
        <Link to="/customers/$customer_id" params={{ customer_id: one.customer_id }}>
          {one.name || one.customer_id}
        </Link>
        <p className="note soft">
          {ways.join(', ')}, since {formatDay(one.first_at)}
        </p>
      </td>
      <td className={classes.number}>
        {one.revenue === null ? (
          <span className="soft">spent nothing</span>
        ) : (
          formatMoney(one.revenue, { currency })
        )}
        {one.chance !== null && <p className="note soft">{formatShare(one.chance)} may leave</p>}
      </td>
      <td>
        {one.told ? (
          <span title={one.reason}>{one.told}</span>
        ) : (
          <span className="soft">not told of anything</span>
        )}
      </td>
    </tr>
  )
}
