import { formatCount, formatInterval, formatNumber } from '~/design/numbers'
import { BehindLink } from './behind-panel'
import { formatDays } from './funnel-words'
import classes from './funnel.module.css'
import type { FunnelGroup, FunnelStep, Numbers } from './journeys-queries'

const one = { digits: 1 }

/** Each step as a bar of those who reached it; the pale end of the bar is the interval. */
export function FunnelBars({ group, isOnly }: { group: FunnelGroup; isOnly: boolean }) {
  const named = isOnly || group.group === 'all' ? '' : `:${group.group}`
  return (
    <section className={classes.group} aria-label={isOnly ? undefined : group.group}>
      {!isOnly && (
        <h3 className={classes.name}>
          {group.group === 'all' ? 'Everybody' : group.group}{' '}
          <span className="faint">n {formatCount(group.entered)}</span>
        </h3>
      )}
      <ol className={classes.steps}>
        {group.steps.map((step, at) => (
          <li key={at}>
            <Step step={step} number={at + 1} named={named} isFirst={at === 0} />
            {at + 1 < group.steps.length && (
              <Lost step={step} number={at + 1} named={named} next={group.steps[at + 1]!} />
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

interface StepProps {
  step: FunnelStep
  number: number
  named: string
}

function Step({ step, number, named, isFirst }: StepProps & { isFirst: boolean }) {
  const { value, low, high } = step.share
  return (
    <div className={classes.step}>
      <span className={classes.label}>
        <span className="faint">{number}</span> {step.step}
      </span>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${value ?? 0}%` }} />
        {!isFirst && <i style={{ left: `${low ?? 0}%`, width: `${(high ?? 0) - (low ?? 0)}%` }} />}
      </span>
      <span className={classes.count}>
        <BehindLink
          to={`reached:${number}${named}`}
          label={`${step.step}: ${formatCount(step.customers)} customers`}
        >
          <b>{formatCount(step.customers)}</b>
        </BehindLink>
      </span>
      <span className={classes.share}>{isFirst ? '' : withInterval(step.share)}</span>
    </div>
  )
}

/** Between two steps: who goes on, how fast, and who does not. */
function Lost({ step, number, named, next }: StepProps & { next: FunnelStep }) {
  const time = next.days_from_previous
  return (
    <p className={classes.lost}>
      {next.of_previous.value !== null && <>{formatNumber(next.of_previous.value, one)} % go on</>}
      {time.value !== null && next.customers > 0 && <>, half of them within {formatDays(time.value)}</>}
      {step.dropped > 0 && (
        <>
          {' · '}
          <BehindLink
            to={`dropped:${number}${named}`}
            label={`${formatCount(step.dropped)} come no further than ${step.step}`}
          >
            <span className="worse">
              <span aria-hidden>▼ </span>
              {formatCount(step.dropped)} come no further
            </span>
          </BehindLink>
        </>
      )}
    </p>
  )
}

export function withInterval({ value, low, high }: Numbers): string {
  if (value === null) return ''
  const interval = low === null || high === null ? '' : ` ${formatInterval(low, high, one)}`
  return `${formatNumber(value, one)} %${interval}`
}
