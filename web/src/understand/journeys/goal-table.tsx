import { formatCount } from '~/design/numbers'
import { BehindLink } from './behind-panel'
import { withInterval } from './funnel-bars'
import { formatDays } from './funnel-words'
import type { Goal, GoalGroup } from './goal-queries'
import { mean } from './goal-view'
import journeys from './journeys.module.css'
import classes from './paths.module.css'

/** Each group of those who started: who came, how soon, and with how much effort. */
export function GoalTable({ goal }: { goal: Goal }) {
  const days = goal.groups[0]?.within.map((one) => one.days) ?? []
  return (
    <>
      <div className={journeys.wide} tabIndex={0} role="region" aria-label="The way to the goal">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Who started</th>
              <th scope="col">Came to the goal</th>
              <th scope="col">Half within (quarters)</th>
              {days.map((day) => (
                <th key={day} scope="col">
                  Within {day === 1 ? '1 day' : `${day} days`}
                </th>
              ))}
              <th scope="col">Interactions</th>
              <th scope="col">Channel changes</th>
              <th scope="col">Repeats</th>
            </tr>
          </thead>
          <tbody>
            {goal.groups.map((group) => (
              <Row key={group.group} group={group} />
            ))}
          </tbody>
        </table>
      </div>
      <p className={journeys.foot}>
        Shares within days are of those who have been followed for as long. Interactions, channel changes and
        repeats are means per customer on the way, over those who came.
        {goal.left_out > 0 && ` ${goal.left_out} smaller groups are not shown.`}
      </p>
    </>
  )
}

function Row({ group }: { group: GoalGroup }) {
  const isWhole = group.group === 'all'
  return (
    <tr>
      <td className={classes.path}>
        {isWhole ? 'Everybody' : group.group}{' '}
        <span className="note faint">n {formatCount(group.started)}</span>
      </td>
      <td className={classes.share}>
        {isWhole ? (
          <>
            <BehindLink to="came" label={`${withInterval(group.reached)} came to the goal`}>
              {withInterval(group.reached)}
            </BehindLink>{' '}
            ·{' '}
            <BehindLink to="not_yet" label="the others, who have not come yet">
              the others
            </BehindLink>
          </>
        ) : (
          withInterval(group.reached)
        )}
      </td>
      <td className={classes.share}>
        {group.days.value !== null && formatDays(group.days.value)}
        {group.days_quartiles &&
          ` (${formatDays(group.days_quartiles[0]!)}, ${formatDays(group.days_quartiles[1]!)})`}
      </td>
      {group.within.map(({ days, share }) => (
        <td key={days} className={classes.share}>
          {share.n === 0 ? <span className="faint">too early</span> : withInterval(share)}
        </td>
      ))}
      <td className={classes.share}>{mean(group.steps)}</td>
      <td className={classes.share}>{mean(group.channel_switches)}</td>
      <td className={classes.share}>{mean(group.repeats)}</td>
    </tr>
  )
}
