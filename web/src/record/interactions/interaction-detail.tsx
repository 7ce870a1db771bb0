import { Link } from '@tanstack/react-router'
import { formatClock, formatLongDay } from '~/design/dates'
import { Facts } from '~/design/facts'
import classes from './interactions.module.css'
import type { Interaction } from './queries'

/** Everything the log holds of one interaction. */
export function InteractionDetail({ row }: { row: Interaction }) {
  const own: [string, unknown][] = [
    ['Time', `${formatLongDay(row.time)}, ${formatClock(row.time)}`],
    [
      'Came',
      `${formatLongDay(row.received_at)}, ${formatClock(row.received_at)}${row.is_ahead ? ': the sender’s clock runs ahead' : ''}`,
    ],
    ['Who acted', row.actor],
    ['About', row.matter_id],
    ['Source', row.source],
    ['Id', row.id],
  ]
  return (
    <div className={classes.detail}>
      {row.text && <blockquote className={classes.quote}>“{row.text}”</blockquote>}
      <Facts title="Interaction" facts={own} />
      <Facts
        title="Properties"
        facts={Object.entries(row.properties).filter(([, value]) => value !== row.text)}
      />
      <p className={classes.alike}>
        <Link to="/interactions" search={{ kind: row.kind, period: 'all' }}>
          All “{row.kind}”
        </Link>
        <Link to="/interactions" search={{ source: row.source, period: 'all' }}>
          All from {row.source}
        </Link>
        {row.touchpoint && (
          <Link to="/interactions" search={{ touchpoint: row.touchpoint, period: 'all' }}>
            All at {row.touchpoint}
          </Link>
        )}
      </p>
    </div>
  )
}
