import { formatCount, formatInterval, formatNumber, formatShare } from '~/design/numbers'
import classes from './journey-panel.module.css'
import type { Stage } from './queries'

const WIDTH = 256
const two = { digits: 2, signed: true }

const interval = ({ low, high }: NonNullable<Stage['experience']>) =>
  low === null || high === null ? 'no interval' : formatInterval(low, high, two)

/** The figures of one stage, beside the column that is pointed at. */
export function StageDetail({ stage, left, width }: { stage: Stage; left: number; width: number }) {
  const start = Math.max(0, Math.min(width - WIDTH, left - WIDTH / 2))
  return (
    <div className={classes.detail} style={{ left: start }} aria-hidden>
      <h3>{stage.label}</h3>
      <StageFacts stage={stage} />
    </div>
  )
}

export function StageFacts({ stage }: { stage: Stage }) {
  const { experience, worst, drop_off: drop } = stage
  return (
    <dl className={classes.facts}>
      <dt>Experience</dt>
      <dd>
        {experience ? (
          <>
            <b>{formatNumber(experience.value, two)}</b> {interval(experience)} · n{' '}
            {formatCount(experience.n)}
          </>
        ) : (
          'no scores in this period'
        )}
      </dd>
      {worst && (
        <>
          <dt>Worst</dt>
          <dd>
            {worst.touchpoint} {formatNumber(worst.value, two)} · n {formatCount(worst.n)}
          </dd>
        </>
      )}
      <dt>People</dt>
      <dd>
        {formatCount(stage.customers)}, {formatCount(stage.interactions)} interactions
      </dd>
      {drop && (
        <>
          <dt>Not seen next</dt>
          <dd>
            {formatShare(drop.share)} · {formatCount(drop.customers)}
          </dd>
        </>
      )}
    </dl>
  )
}
