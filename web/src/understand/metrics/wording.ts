/** How a metric's numbers are written: digits, signs, the word of its change. */
import type { Course } from '~/design/change'
import { formatInterval, formatNumber, type NumberStyle } from '~/design/numbers'
import type { MetricCard, MetricChange } from './queries'

/** A net score is written whole and signed, a share with one decimal and no sign. */
export function metricStyle({ metric, unit }: Pick<MetricCard, 'metric' | 'unit'>): NumberStyle {
  if (metric === 'nps') return { digits: 0, signed: true }
  return { digits: unit === '%' ? 1 : 2 }
}

export const hasEnough = ({ n, minimum_n: least }: Pick<MetricCard, 'n' | 'minimum_n'>) => n >= least

export function formatMetricInterval(card: MetricCard): string | null {
  if (card.low === null || card.low === undefined || card.high === null || card.high === undefined)
    return null
  return formatInterval(card.low, card.high, metricStyle(card))
}

export function courseOf({ word }: MetricChange): Course {
  if (word === 'higher') return 'up'
  return word === 'lower' ? 'down' : 'level'
}

/** Up is good for most metrics and bad for some: the metric says which. */
export const isGood = (course: Course, direction: MetricCard['direction']) =>
  course === (direction === 'down' ? 'down' : 'up')

export function formatChange(change: MetricChange, style: NumberStyle): string {
  const signed = { ...style, signed: true }
  const unit = change.unit === 'pts' && style.digits !== 0 ? ' pts' : ''
  return `${formatNumber(change.value, signed)}${unit} ${formatInterval(change.low, change.high, signed)}`
}
