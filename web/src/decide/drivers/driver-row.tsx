import { Link } from '@tanstack/react-router'
import { EvidenceTag, Trend } from '~/decide/fix_first/marks'
import { EVIDENCE, type Axis } from '~/decide/fix_first/wording'
import { IntervalPlot } from '~/design/charts/interval-plot'
import { Icon } from '~/design/icon'
import { formatCount, formatShare } from '~/design/numbers'
import { stageName } from '~/record/interactions/stages'
import { useScope } from '~/record/interactions/use-scope'
import { DriverDetail } from './driver-detail'
import classes from './drivers.module.css'
import type { Driver, Outcome } from './queries'
import { formatMoved, formatMovedInterval, movedOf } from './wording'

interface RowProps {
  row: Driver
  outcomes: Outcome[]
  axes: Record<string, Axis>
  open: boolean
  onToggle: () => void
}

/** A driver: whom it touches, and what it moves. Opened, how that is known. */
export function DriverRow({ row, outcomes, axes, open, onToggle }: RowProps) {
  const { scope } = useScope()
  const about = `driver-${row.key.replaceAll(/[^A-Za-z0-9]+/g, '-')}`
  return (
    <li className={classes.row} data-open={open || undefined}>
      <div className={classes.cells}>
        <button
          type="button"
          className={classes.name}
          aria-expanded={open}
          aria-controls={about}
          onClick={onToggle}
        >
          <Icon name={open ? 'down' : 'right'} />
          <span>
            <b data-strong={row.evidence === 'effect' || undefined}>{row.label}</b>
            <span className="note faint">{row.stage && stageName(row.stage)}</span>
          </span>
        </button>
        <span className={classes.customers}>
          <Link className="quiet" to="/customers" search={{ ...scope, pain_point: row.key }}>
            {formatCount(row.customers)} <span className={classes.unit}>customers</span>
          </Link>
          <span className="note soft">
            {formatShare(row.share)} <Trend trend={row.trend} />
          </span>
        </span>
        {outcomes.map((outcome) => (
          <MovedCell key={outcome.key} row={row} outcome={outcome} axis={axes[outcome.key]!} />
        ))}
      </div>
      {open && (
        <div id={about}>
          <DriverDetail row={row} outcomes={outcomes} />
        </div>
      )}
    </li>
  )
}

function MovedCell({ row, outcome, axis }: { row: Driver; outcome: Outcome; axis: Axis }) {
  const { scope } = useScope()
  const moved = movedOf(row, outcome)
  const name = (
    <span className={classes.outcome}>
      {outcome.label}, {outcome.unit}
    </span>
  )
  if (!moved)
    return (
      <div className={classes.moved}>
        {name}
        <span className="note faint">too few to estimate</span>
      </div>
    )
  const { value, low, high, evidence } = moved
  return (
    <div className={classes.moved} data-evidence={evidence}>
      {name}
      <IntervalPlot
        {...axis}
        {...{ value, low, high }}
        height={20}
        standing={EVIDENCE[evidence].standing}
        good={value > 0}
      />
      <span className={classes.numbers}>
        <Link
          className={classes.value}
          data-open={evidence === 'unclear' || undefined}
          to="/interactions"
          search={{ ...scope, pain_point: row.key }}
        >
          {formatMoved(value, outcome)}
        </Link>
        <span className={classes.interval}>{formatMovedInterval(moved, outcome)}</span>
        <EvidenceTag evidence={evidence} />
      </span>
    </div>
  )
}
