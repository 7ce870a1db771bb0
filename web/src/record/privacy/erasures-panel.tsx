import { useQuery } from '@tanstack/react-query'
import { Loaded } from '~/api/loaded'
import { formatDay, formatClock } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import classes from './privacy.module.css'
import { erasuresQuery } from './queries'
import { contents, stateOf } from './wording'

/** Who was erased: the proof names nobody. */
export function ErasuresPanel() {
  const found = useQuery(erasuresQuery)
  return (
    <Panel
      title={found.data?.rows.length ? plural(found.data.rows.length, 'erasure', 'erasures') : 'Erasures'}
      note="Kept as proof, without a name or an address."
    >
      <Loaded query={found} shapes={<Shapes rows={2} height={28} label="Loading erasures" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty title="Nobody was erased yet" />
          ) : (
            <ul className={classes.list}>
              {rows.map((row) => (
                <li key={row.erasure_id}>
                  <time dateTime={row.erased_at}>
                    {formatDay(row.erased_at)}, {formatClock(row.erased_at)}
                  </time>
                  <code>{row.customer_id}</code>
                  <Tag tone={row.is_done ? 'plain' : 'warning'}>{stateOf(row)}</Tag>
                  <span className={`${classes.grow} note soft`}>{contents(row.counts)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}
