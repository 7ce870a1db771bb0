import { Link } from '@tanstack/react-router'
import { formatCount, plural } from '~/design/numbers'
import { useScope } from '~/record/interactions/use-scope'
import classes from './drivers.module.css'
import type { Drivers } from './queries'

/** What was met too seldom to estimate anything stays named. */
export function RareDrivers({ drivers }: { drivers: Drivers }) {
  const { scope } = useScope()
  const rare = drivers.rows.filter((row) => row.moved.length === 0)
  if (rare.length === 0) return null
  return (
    <details className={classes.rare}>
      <summary>
        {plural(rare.length, 'friction', 'frictions')} met too seldom: {drivers.needed} encounters with and as
        many without are needed
      </summary>
      <ul>
        {rare.map((row) => (
          <li key={row.key}>
            {row.label}{' '}
            <Link className="quiet" to="/customers" search={{ ...scope, pain_point: row.key }}>
              {formatCount(row.customers)} customers
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
