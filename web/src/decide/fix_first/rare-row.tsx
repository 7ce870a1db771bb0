import { Link } from '@tanstack/react-router'
import { formatCount } from '~/design/numbers'
import { stageName } from '~/record/interactions/stages'
import { useScope } from '~/record/interactions/use-scope'
import classes from './fix-first.module.css'
import type { RarePainPoint } from './queries'

/** The row stays, its value is gone, and what is missing is said. */
export function RareRow({ row }: { row: RarePainPoint }) {
  const { scope } = useScope()
  return (
    <tr className={classes.rare}>
      <td className={classes.rank} />
      <td>
        {row.label} {row.stage && <span className="note faint">{stageName(row.stage)}</span>}
      </td>
      <td className={classes.right}>
        <Link className="quiet" to="/customers" search={{ ...scope, pain_point: row.key }}>
          {formatCount(row.customers)}
        </Link>{' '}
        <span className={classes.share} />
      </td>
      <td colSpan={6} className={classes.effect}>
        <span className="note soft">{tooFew(row)}</span>
      </td>
    </tr>
  )
}

/** Too few who met it, or, where those are enough, too few like them who were spared it. */
export function tooFew({ customers, needed }: RarePainPoint): string {
  if (customers >= needed) return 'No effect can be estimated: too few comparable customers were spared it.'
  return `Too few customers to estimate an effect: ${formatCount(customers)} of the ${formatCount(needed)} needed.`
}
