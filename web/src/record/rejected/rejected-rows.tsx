import { useState } from 'react'
import { TextButton } from '~/design/button'
import { CopyButton } from '~/design/copy-block'
import { formatMoment } from '~/design/dates'
import { formatCount } from '~/design/numbers'
import type { RejectedRow } from './queries'
import classes from './rejected-rows.module.css'

export function RejectedRows({ rows }: { rows: RejectedRow[] }) {
  return (
    <ul className={classes.rows}>
      {rows.map((row, at) => (
        <Row key={`${row.id} ${at}`} row={row} />
      ))}
    </ul>
  )
}

function Row({ row }: { row: RejectedRow }) {
  const [shown, show] = useState(false)
  return (
    <li>
      <p className={classes.place}>
        <b>{row.origin}</b> <span className="soft one-line">line {formatCount(row.line)}</span>
      </p>
      <p className={classes.reason}>{row.reason}</p>
      <p className={classes.when}>
        {row.source} · {formatMoment(row.received_at)}
      </p>
      <TextButton small aria-expanded={shown} onClick={() => show(!shown)}>
        {shown ? 'Hide the row' : 'Show the row'}
      </TextButton>
      {shown && (
        <div className={classes.opened}>
          <p className="note soft">
            {formatCount(row.size)} bytes <CopyButton text={row.raw} />
          </p>
          <pre className={classes.raw} tabIndex={0} aria-label="The row as it came">
            {row.raw}
          </pre>
        </div>
      )}
    </li>
  )
}
