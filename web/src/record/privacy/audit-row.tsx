import { formatClock, formatShortDay } from '~/design/dates'
import { formatCount } from '~/design/numbers'
import classes from './privacy.module.css'
import type { AuditEntry } from './queries'
import { deed } from './wording'

/** One entry: when, who, what. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { number, at, actor, actor_name, detail } = entry
  const more = Object.entries(detail).filter(([name]) => name !== 'operation')
  return (
    <li>
      <span className={classes.count}>{formatCount(number)}</span>
      <time dateTime={at}>
        {formatShortDay(at)}, {formatClock(at)}
      </time>
      <span title={actor}>{actor_name ?? actor}</span>
      <span className={classes.grow}>
        {deed(entry)}
        {more.length > 0 && (
          <span className="note soft">
            {' '}
            {more.map(([name, value]) => `${name.replaceAll('_', ' ')} ${written(value)}`).join(' · ')}
          </span>
        )}
      </span>
    </li>
  )
}

const written = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
