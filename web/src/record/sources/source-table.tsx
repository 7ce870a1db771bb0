import { Link } from '@tanstack/react-router'
import { SparkBars } from '~/design/charts/spark-bars'
import { formatCount, formatShare } from '~/design/numbers'
import { Tag } from '~/design/tag'
import type { Source } from './queries'
import classes from './source-table.module.css'
import { hasPage, kindName, lastSeen, rejectedShare, stateOf } from './wording'

export function SourceTable({ rows }: { rows: Source[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Kind</th>
          <th scope="col">State</th>
          <th scope="col">Last seen</th>
          <th scope="col">Stored per day</th>
          <th scope="col" className={classes.right}>
            Received
          </th>
          <th scope="col" className={classes.right}>
            Rejected
          </th>
          <th scope="col" className={classes.right}>
            In the log
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.is_made} ${row.slug}`} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { row: Source }) {
  const state = stateOf(row.state)
  const share = rejectedShare(row)
  return (
    <tr>
      <td className={classes.name}>
        {hasPage(row) ? (
          <Link to="/sources/$slug" params={{ slug: row.slug }}>
            {row.name}
          </Link>
        ) : (
          <span>{row.name}</span>
        )}
        {row.is_made && row.name !== row.slug && <span className="note faint"> {row.slug}</span>}
      </td>
      <td data-label="Kind">{kindName(row.kind)}</td>
      <td>
        <Tag tone={state.tone} title={state.means}>
          {state.name}
        </Tag>
      </td>
      <td className="soft" data-label="Last seen">
        {lastSeen(row)}
      </td>
      <td className={classes.spark}>
        <SparkBars values={row.days.map((day) => day.stored)} />
      </td>
      <td className={classes.right} data-label="Received">
        {formatCount(row.received)}
      </td>
      <td className={classes.right} data-label="Rejected">
        {row.rejected > 0 ? (
          <Link to="/rejected" search={{ source: row.slug }}>
            {formatCount(row.rejected)}
            {share !== null && <span className="note"> {formatShare(share)}</span>}
          </Link>
        ) : (
          '0'
        )}
      </td>
      <td className={classes.right} data-label="In the log">
        {row.interactions > 0 ? (
          <Link to="/interactions" search={{ source: row.slug, period: 'all' }}>
            {formatCount(row.interactions)}
          </Link>
        ) : (
          '0'
        )}
      </td>
    </tr>
  )
}
