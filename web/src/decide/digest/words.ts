/** How the digest writes its numbers. */
import type { Course } from '~/design/change'
import { formatInterval, formatMoney, formatNumber, type NumberStyle } from '~/design/numbers'
import type { Fix, Line } from './queries'

const COUNTED = ['orders', 'customers', 'interactions']

export function styleOf({ metric, unit, value }: Line): NumberStyle {
  if (metric === 'nps') return { digits: 0, signed: true }
  if (COUNTED.includes(unit)) return { digits: 0 }
  if (unit === '%' || unit === 'hours' || unit === 'days') return { digits: 1 }
  return { digits: Math.abs(value) >= 100 ? 0 : 2 }
}

const UNSAID = ['%', 'points', '-1 to +1']

export function valueOf(line: Line): string {
  const text = formatNumber(line.value, styleOf(line))
  if (line.unit === '%') return `${text} %`
  return UNSAID.includes(line.unit) ? text : `${text} ${line.unit}`
}

export function expectedOf(line: Line): string {
  if (line.expected === null || line.low === null || line.high === null) return 'fewer than 16 weeks known'
  const style = styleOf(line)
  return `${formatNumber(line.expected, style)} ${formatInterval(line.low, line.high, style)}`
}

export const courseOf = ({ word }: Line): Course => {
  if (word === 'higher') return 'up'
  return word === 'lower' ? 'down' : 'level'
}

export function fixText(fix: Fix): string {
  const style = { digits: fix.unit === 'pts' ? 1 : 2, signed: true }
  return `${formatNumber(fix.effect, style)} ${formatInterval(fix.low, fix.high, style)} ${fix.unit}`
}

export const stakeText = ({ at_stake: stake, currency }: Fix) =>
  stake === null ? '' : formatMoney(stake, { currency })
