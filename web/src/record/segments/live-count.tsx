import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { troubleOf } from '~/api/problem'
import { formatDay } from '~/design/dates'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed, Shapes } from '~/design/states'
import { customerName } from '~/record/interactions/customer-name'
import classes from './builder.module.css'
import { countQuery } from './queries'
import { isComplete, type Condition } from './tree'

/** Whom the condition holds for, while it is being made. */
export function LiveCount({ condition }: { condition: Condition }) {
  const complete = isComplete(condition)
  const [asked] = useDebouncedValue(complete ? condition : undefined, 350)
  const count = useQuery(countQuery(asked))
  const found = count.data
  return (
    <Panel
      title="Who that is now"
      note={found ? `As of ${formatDay(found.as_of)}, the log’s last day` : undefined}
    >
      <div className={classes.count} aria-live="polite" aria-busy={count.isFetching}>
        {!complete && <p className="note soft">Fill in the empty fields to see how many that are.</p>}
        {count.isError && <Failed trouble={troubleOf(count.error)} />}
        {complete && count.isPending && <Shapes rows={4} label="Counting" />}
        {found && !count.isError && (
          <div className={count.isFetching || !complete ? 'stale' : undefined}>
            <p className={classes.size}>
              <strong>{formatCount(found.n)}</strong> of {plural(found.customers, 'customer', 'customers')}
              {found.customers > 0 && `, ${share(found.n / found.customers)}`}
            </p>
            <div className={classes.bar} aria-hidden>
              <span style={{ width: `${found.customers ? (100 * found.n) / found.customers : 0}%` }} />
            </div>
            <p className={classes.sentence}>{found.sentence}</p>
            {found.sample.length > 0 && <p className="note soft">Some of them, last seen first</p>}
            <ul className={classes.sample}>
              {found.sample.map((one) => (
                <li key={one.customer_id}>
                  <Link to="/customers/$customer_id" params={{ customer_id: one.customer_id }}>
                    {customerName(one)}
                  </Link>
                  <span className="note faint">{formatDay(one.last_at)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Panel>
  )
}

export const share = (part: number) =>
  part > 0 && part < 0.001 ? 'less than 0.1 %' : `${(100 * part).toFixed(1)} %`
