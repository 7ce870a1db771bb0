import { Link } from '@tanstack/react-router'
import { formatMoment } from '~/design/dates'
import { formatCount, joinWords } from '~/design/numbers'
import type { Reason } from './queries'
import classes from './rejected.module.css'

/** Sorts of reason, the most frequent first, each with the first row it kept out. */
export function ReasonList({ reasons, chosen }: { reasons: Reason[]; chosen: string | undefined }) {
  return (
    <ul className={classes.reasons}>
      {reasons.map((reason) => (
        <li key={reason.sort} data-chosen={reason.sort === chosen || undefined}>
          <span className={classes.count}>{formatCount(reason.rows)}</span>
          <div className={classes.words}>
            <Link
              to="/rejected"
              search={(before: Record<string, unknown>) => ({
                ...before,
                sort: reason.sort === chosen ? undefined : reason.sort,
              })}
              aria-current={reason.sort === chosen || undefined}
            >
              {reason.sort}
            </Link>
            <p className="note faint">
              {joinWords(reason.sources)} · first {formatMoment(reason.first_at)}, last{' '}
              {formatMoment(reason.last_at)}
            </p>
            <p className={classes.example}>
              <span className="note soft">First: {reason.example.reason}</span>
              <code>{reason.example.raw.slice(0, 300)}</code>
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
