/** How a step feels, what it is worth, and what was said of it. */
import { Link } from '@tanstack/react-router'
import { formatDay } from '~/design/dates'
import { formatCount, formatMoney, formatNumber } from '~/design/numbers'
import type { Place } from './lanes'
import { MapLink } from './map-link'
import classes from './maps.module.css'
import { figure } from './wording'

export function Scores({ step, at }: Place) {
  return step.scores.map(({ metric, label, unit, numbers }) => (
    <p key={label} className="note soft" data-few={numbers.n < 30 || undefined}>
      <MapLink to={`scored:${at}`} label={`${step.step}: ${label} ${figure(numbers).value}`}>
        {label} <b className={classes.figure}>{figure(numbers, metric === 'nps').value}</b>
        {unit === '%' && ' %'}
      </MapLink>{' '}
      {figure(numbers, metric === 'nps').interval} n {formatCount(numbers.n)}
      {numbers.n < 30 && ', few'}
    </p>
  ))
}

export function Sentiment({ step }: Place) {
  if (step.sentiment.value === null) return <span className="note faint">none here</span>
  return (
    <p className="note soft">
      <b className={classes.figure}>{formatNumber(step.sentiment.value, { digits: 2, signed: true })}</b> n{' '}
      {formatCount(step.sentiment.n)}
    </p>
  )
}

export function MoneyCell({ step, at }: Place) {
  return step.money.map(({ currency, amount, n }) => (
    <p key={currency} className="note soft">
      <MapLink to={`valued:${at}`} label={`${step.step}: ${formatMoney(amount, { currency })}`}>
        <b className={classes.figure}>{formatMoney(amount, { currency: currency || null })}</b>
      </MapLink>{' '}
      n {formatCount(n)}
    </p>
  ))
}

export function Said({ step, at, drawn }: Place) {
  const here = drawn.evidence.filter((one) => one.step === at)
  if (here.length === 0) return null
  return (
    <>
      {here.map(({ said, is_pinned }) => (
        <blockquote key={said.id} className={classes.quote}>
          “{said.text || said.kind}”
          <footer className="note faint">
            <Link to="/customers/$customer_id" params={{ customer_id: said.customer_id }}>
              {said.customer_name ?? said.customer_id}
            </Link>{' '}
            {formatDay(said.time)}
            {is_pinned && ' · pinned'}
          </footer>
        </blockquote>
      ))}
      <p className="note">
        <MapLink to={`said:${at}`} label={`All that was said at ${step.step}`}>
          all of it
        </MapLink>
      </p>
    </>
  )
}
