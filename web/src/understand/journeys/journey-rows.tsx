import { Link } from '@tanstack/react-router'
import { formatCount, formatShare } from '~/design/numbers'
import { useScope } from '~/record/interactions/use-scope'
import classes from './journey-panel.module.css'
import type { Stage } from './queries'

interface RowProps {
  stages: Stage[]
  columns: string
}

export function StageRows({ stages, columns }: RowProps) {
  const { scope } = useScope()
  return (
    <>
      <div className={classes.row} style={{ gridTemplateColumns: columns }}>
        <span />
        {stages.map(({ stage, label }) => (
          <span key={stage} className={classes.name}>
            {label}
          </span>
        ))}
      </div>
      <div className={classes.row} style={{ gridTemplateColumns: columns }}>
        <span>people</span>
        {stages.map(({ stage, label, customers }) => (
          <span key={stage}>
            <Link
              className="quiet soft"
              to="/interactions"
              search={{ ...scope, stage }}
              aria-label={`${label}: ${formatCount(customers)} people, see their interactions`}
            >
              {formatCount(customers)}
            </Link>
          </span>
        ))}
      </div>
    </>
  )
}

/** How many of a stage's people are not seen at the next one: share, number, and the share as a bar. */
export function DropOffRow({ stages, columns }: RowProps) {
  const { scope } = useScope()
  if (!stages.some((stage) => stage.drop_off)) return null
  return (
    <div className={classes.row} style={{ gridTemplateColumns: columns, marginTop: 6 }}>
      <span>drop-off</span>
      {stages.map(({ stage, drop_off: drop }) => (
        <span key={stage} className={classes.between}>
          {drop && (
            <>
              <span className={classes.bar} aria-hidden>
                <span style={{ width: `${Math.max(0, Math.min(1, drop.share)) * 100}%` }} />
              </span>
              <Link className="quiet" to="/interactions" search={{ ...scope, stage }}>
                <b>{formatShare(-drop.share)}</b> · {formatCount(drop.customers)}
              </Link>
            </>
          )}
        </span>
      ))}
    </div>
  )
}
