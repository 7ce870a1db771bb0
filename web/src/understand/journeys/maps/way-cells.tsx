/** Who is at a step, how they go on, and where they end. */
import { formatCount, formatNumber } from '~/design/numbers'
import { Tag } from '~/design/tag'
import { formatDays } from '../funnel-words'
import { stepName } from '../step-options'
import type { Place } from './lanes'
import { MapLink } from './map-link'
import classes from './maps.module.css'
import { figure, percent } from './wording'

export function StepHead({ step, written }: Place) {
  return (
    <>
      <span className={classes.name}>{step.step}</span>
      {step.is_assumption ? (
        <Tag tone="outline" title="Nothing in the log is this step: it is what people believe.">
          assumption
        </Tag>
      ) : (
        <span className={classes.matches}>{written.matches?.split(' & ').map(stepName).join(', ')}</span>
      )}
      {written.is_optional && <span className="note faint">optional</span>}
    </>
  )
}

export function Customers({ step, at }: Place) {
  if (step.is_assumption) return <span className="note faint">nothing in the log</span>
  return (
    <>
      <MapLink to={`visited:${at}`} label={`${step.step}: ${formatCount(step.customers)} customers`}>
        <b className={classes.figure}>{formatCount(step.customers)}</b>
      </MapLink>
      <p className="note soft">
        {percent(step.share)} of those on the map ·{' '}
        <MapLink to={`all:${at}`} label={`${step.step}: ${formatCount(step.interactions)} times`}>
          {formatCount(step.interactions)} times
        </MapLink>
      </p>
    </>
  )
}

export function GoOn({ step, at }: Place) {
  if (!step.onward) return null
  const { way, to, step: next } = step.onward
  return (
    <>
      <MapLink to={`went_on:${at}:${to}`} label={`${percent(way.share)} go on from ${step.step} to ${next}`}>
        <b className={classes.figure}>{percent(way.share, false)}</b>{' '}
        <span className="note soft">{figure(way.share).interval}</span>
      </MapLink>
      <p className="note soft">to {next}</p>
      {way.days.value !== null && (
        <p className="note soft">
          half within {formatDays(way.days.value)}
          {way.quartiles &&
            ` (quarters ${formatDays(way.quartiles[0]!)} and ${formatDays(way.quartiles[1]!)})`}
        </p>
      )}
      <p className="note">
        <MapLink to={`stayed:${at}:${to}`} label={`Those who do not go on from ${step.step}`}>
          <span className="worse">▼ {formatCount(way.share.n - way.days.n)} do not</span>
        </MapLink>
        {way.lately > 0 && <span className="faint"> · {formatCount(way.lately)} may yet</span>}
      </p>
    </>
  )
}

export function Effort({ step }: Place) {
  const way = step.onward?.way
  if (!way || way.interactions.value === null) return null
  const { interactions, repeats, channel_switches } = way
  return (
    <p className="note soft">
      <b className={classes.figure}>{formatNumber(interactions.value!, { digits: 1 })}</b> interactions{' '}
      {figure(interactions).interval}
      <br />
      {formatNumber(repeats.value ?? 0, { digits: 1 })} repeats,{' '}
      {formatNumber(channel_switches.value ?? 0, { digits: 1 })} changes of channel
    </p>
  )
}

export function Ends({ step, at }: Place) {
  if (step.is_assumption) return null
  return (
    <div className={classes.hits}>
      <MapLink to={`looped:${at}`} label={`${percent(step.looped)} come straight back to ${step.step}`}>
        ↺ {percent(step.looped)} come straight back
      </MapLink>
      <MapLink to={`ended:${at}`} label={`${percent(step.ended)} were last seen at ${step.step}`}>
        ⊣ {percent(step.ended)} last seen here
      </MapLink>
    </div>
  )
}
