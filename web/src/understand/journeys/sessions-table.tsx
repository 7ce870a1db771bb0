import { formatCount, formatNumber } from '~/design/numbers'
import { BehindLink } from './behind-panel'
import { withInterval } from './funnel-bars'
import type { SessionGroup, Sessions } from './goal-queries'
import { mean } from './goal-view'
import journeys from './journeys.module.css'
import classes from './paths.module.css'

/** Sessions by group, and where those of everybody begin and end. */
export function SessionsTable({ found }: { found: Sessions }) {
  const whole = found.groups[0]
  return (
    <>
      <div className={journeys.wide} tabIndex={0} role="region" aria-label="Sessions by group">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Sessions</th>
              <th scope="col" className={classes.right}>
                Number
              </th>
              <th scope="col" className={classes.right}>
                Customers
              </th>
              <th scope="col">Interactions</th>
              <th scope="col">Minutes</th>
              <th scope="col">Half last (quarters)</th>
              <th scope="col">Of one interaction only</th>
            </tr>
          </thead>
          <tbody>
            {found.groups.map((group) => (
              <Row key={group.group} group={group} />
            ))}
          </tbody>
        </table>
      </div>
      {whole && (
        <div className={journeys.ends}>
          <Ends title="They begin at" ends={whole.entries} all={whole.sessions} />
          <Ends title="They end at" ends={whole.exits} all={whole.sessions} />
        </div>
      )}
      {found.left_out > 0 && <p className={journeys.foot}>{found.left_out} smaller groups are not shown.</p>}
    </>
  )
}

function Row({ group }: { group: SessionGroup }) {
  const named = group.group === 'all' ? '' : group.group
  const [low, middle, high] = group.minutes_quartiles.map((one) => formatNumber(one, { digits: 1 }))
  return (
    <tr>
      <td className={classes.path}>{named || 'All'}</td>
      <td className={classes.right}>{formatCount(group.sessions)}</td>
      <td className={classes.right}>
        <BehindLink
          to={`sessions:${named}`}
          label={`${formatCount(group.customers)} customers had a session`}
        >
          {formatCount(group.customers)}
        </BehindLink>
      </td>
      <td className={classes.share}>{mean(group.interactions)}</td>
      <td className={classes.share}>{mean(group.minutes)}</td>
      <td className={classes.share}>
        {middle} min ({low}, {high})
      </td>
      <td className={classes.share}>{withInterval(group.single)}</td>
    </tr>
  )
}

function Ends({ title, ends, all }: { title: string; ends: SessionGroup['entries']; all: number }) {
  return (
    <section>
      <h2 className={journeys.endsTitle}>{title}</h2>
      <ul>
        {ends.map(({ touchpoint, sessions }) => (
          <li key={touchpoint}>
            <span>{touchpoint}</span>
            <span className={journeys.bar} aria-hidden>
              <span style={{ width: `${(100 * sessions) / Math.max(1, all)}%` }} />
            </span>
            <span className="note soft">
              {formatCount(sessions)} · {formatNumber((100 * sessions) / Math.max(1, all), { digits: 1 })} %
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
