import { Link } from '@tanstack/react-router'
import { mainButtonClass } from '~/design/button'
import { Icon } from '~/design/icon'
import { formatCount } from '~/design/numbers'
import { useScope } from '~/record/interactions/use-scope'
import classes from './drivers.module.css'
import type { Driver, Outcome } from './queries'
import { hiddenText, movedOf, overlapText } from './wording'

/** How each effect is known: what it is adjusted for, whether like was compared with like, what could still hide. */
export function DriverDetail({ row, outcomes }: { row: Driver; outcomes: Outcome[] }) {
  const { scope } = useScope()
  const behind = { ...scope, pain_point: row.key }
  return (
    <div className={classes.detail}>
      {outcomes.map((outcome) => (
        <Known key={outcome.key} row={row} outcome={outcome} />
      ))}
      <p className={classes.ways}>
        <Link className={mainButtonClass} data-small to="/interactions" search={behind}>
          <Icon name="rows" /> The interactions behind it
        </Link>
        <Link className="note" to="/customers" search={behind}>
          The {formatCount(row.customers)} customers
        </Link>
        <Link className="note" to="/interactions" search={{ ...behind, said: 'true' }}>
          What they said
        </Link>
        <Link className="note" to="/improvements" search={{ friction: row.key, name: `Less: ${row.label}` }}>
          Make an improvement of this
        </Link>
      </p>
    </div>
  )
}

function Known({ row, outcome }: { row: Driver; outcome: Outcome }) {
  const moved = movedOf(row, outcome)
  if (!moved) return null
  return (
    <section className={classes.known} aria-label={outcome.label}>
      <h3>{outcome.label}</h3>
      <p className="note soft">{moved.reason}</p>
      <p className="note soft">
        {formatCount(moved.exposed)} encounters at which it happened against {formatCount(moved.unexposed)} at
        which it did not. {overlapText(moved)}
      </p>
      {moved.evidence !== 'unclear' && <p className="note soft">{hiddenText(moved, outcome)}</p>}
    </section>
  )
}
