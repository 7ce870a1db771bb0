import { formatMoment } from '~/design/dates'
import { Facts } from '~/design/facts'
import { plural } from '~/design/numbers'
import { Tag } from '~/design/tag'
import classes from './sources.module.css'
import type { Outcome } from './webhook-queries'

/** What the mapping would make of the sample: interactions, reasons why not, and the names there are to use. */
export function TrialResult({ outcome }: { outcome: Outcome }) {
  const { interactions, rejections, columns, doubts } = outcome
  return (
    <section aria-label="What the sample makes">
      <h3>
        {plural(interactions.length, 'interaction', 'interactions')},{' '}
        {plural(rejections.length, 'row', 'rows')} that would be rejected
      </h3>
      <ul className={classes.made}>
        {doubts.map((doubt) => (
          <li key={doubt} className="soft">
            {doubt}
          </li>
        ))}
        {rejections.map((rejection, at) => (
          <li key={`${rejection.line} ${at}`}>
            <span>
              <Tag tone="negative">rejected</Tag> {rejection.reason}
            </span>
          </li>
        ))}
        {interactions.map((made) => (
          <li key={made.message_id}>
            <span>
              <Tag tone="accent">stored</Tag> <b>{made.kind}</b> · {formatMoment(made.time)}
              {made.touchpoint && ` · ${made.touchpoint}`}
            </span>
            <Facts
              facts={[
                ...Object.entries(made.person),
                ...Object.entries(made.properties),
                ['message id', made.message_id],
              ]}
            />
          </li>
        ))}
      </ul>
      <Facts title="Names the mapping may use" facts={columns.map(({ name, value }) => [name, value])} />
    </section>
  )
}
