import { useNavigate, useSearch } from '@tanstack/react-router'
import { IntervalAxis } from '~/design/charts/interval-plot'
import { sharedAxis, type Axis } from '~/decide/fix_first/wording'
import { DriverRow } from './driver-row'
import classes from './drivers.module.css'
import { readDriversSearch, type Driver, type Outcome } from './queries'
import { movedOf } from './wording'

const PLOT = 150

/** One row per driver, one column per outcome; each column has one axis for all rows. */
export function DriverList({ rows, outcomes }: { rows: Driver[]; outcomes: Outcome[] }) {
  const { open } = readDriversSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const toggle = (key: string) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, open: open === key ? undefined : key }),
      replace: true,
      resetScroll: false,
    })
  const axes = Object.fromEntries(outcomes.map((outcome) => [outcome.key, axisOf(rows, outcome)]))
  return (
    <div className={classes.list}>
      <div className={classes.heads} aria-hidden>
        <span>Driver</span>
        <span className={classes.right}>Customers</span>
        {outcomes.map((outcome) => (
          <span key={outcome.key}>
            {outcome.label}, {outcome.unit}
            <IntervalAxis {...axes[outcome.key]!} />
          </span>
        ))}
      </div>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <DriverRow
            key={row.key}
            {...{ row, outcomes, axes }}
            open={open === row.key}
            onToggle={() => toggle(row.key)}
          />
        ))}
      </ul>
    </div>
  )
}

function axisOf(rows: Driver[], outcome: Outcome): Axis {
  return sharedAxis(
    rows.flatMap((row) => movedOf(row, outcome) ?? []),
    PLOT,
  )
}
