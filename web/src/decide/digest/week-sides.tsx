import { Link } from '@tanstack/react-router'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty } from '~/design/states'
import { Tag } from '~/design/tag'
import classes from './digest.module.css'
import type { Digest } from './queries'
import { fixText, stakeText } from './words'

/** What watches raised in the week, or that is still on. */
export function Alerts({ digest }: { digest: Digest }) {
  return (
    <Panel title="Alerts" note={`Of ${formatCount(digest.watches)} watches`}>
      {digest.alerts.length === 0 ? (
        <Empty title={digest.watches === 0 ? 'Nothing is watched yet' : 'No alert in this week'} />
      ) : (
        <ul className={classes.list}>
          {digest.alerts.map((one) => (
            <li key={`${one.slug} ${one.title}`}>
              <Link to="/watch/$slug" params={{ slug: one.slug }}>
                {one.watch}
              </Link>{' '}
              {one.title} <Tag>{one.state}</Tag>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** What costs most, by the quarter that ends with the week. */
export function Fixes({ digest }: { digest: Digest }) {
  return (
    <Panel title="What to fix first" note="Over the quarter that ends with the week">
      {digest.fixes.length === 0 ? (
        <Empty title="Nothing is known to cost much" />
      ) : (
        <ul className={classes.list}>
          {digest.fixes.map((fix) => (
            <li key={fix.label}>
              <p>
                <Link to="/drivers">{fix.label}</Link>
              </p>
              <p className="note">{fixText(fix)}</p>
              <p className="note soft">
                {formatCount(fix.customers)} customers{stakeText(fix) && ` · ${stakeText(fix)} at stake`} ·{' '}
                {fix.evidence === 'effect' ? 'effect' : 'association only'}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
