import { formatMoment } from '~/design/dates'
import { formatCount } from '~/design/numbers'
import type { RejectedRow } from './queries'
import classes from './rejected-rows.module.css'

export function RejectedRows({ rows }: { rows: RejectedRow[] }) {
  return (
    <ul className={classes.rows}>
      {rows.map((row, at) => (
        <li key={`${row.origin} ${row.line} ${at}`}>
          <p className={classes.place}>
            <b>{row.origin}</b> <span className="soft one-line">line {formatCount(row.line)}</span>
          </p>
          <p className={classes.reason}>{row.reason}</p>
          <p className={classes.when}>
            {row.source} · {formatMoment(row.received_at)}
          </p>
          <details className={classes.raw}>
            <summary>The row as it came</summary>
            <pre tabIndex={0}>{row.raw}</pre>
          </details>
        </li>
      ))}
    </ul>
  )
}
