/** How values, shares and parameters are written on this page. */
import {
  formatCount,
  formatInterval,
  formatMoney,
  formatMoneyInterval,
  formatNumber,
  formatShare,
} from '~/design/numbers'
import type { Expected, Fit, Value } from './queries'

const LETTERS: Record<string, string> = { alpha: 'α', beta: 'β', gamma: 'γ' }

export const letterOf = (name: string) => LETTERS[name] ?? name

export const horizonName = (weeks: number) =>
  ({ 13: '13 weeks', 26: '26 weeks', 52: 'year', 104: 'two years' })[weeks] ?? `${weeks} weeks`

export function intervalOf({ low, high }: Pick<Expected, 'low' | 'high'>, digits = 0): string {
  return low === null || high === null ? 'no interval' : formatInterval(low, high, { digits })
}

export function moneyInterval({ low, high }: Expected, currency: string | null): string {
  return low === null || high === null ? 'no interval' : formatMoneyInterval(low, high, { currency })
}

export function shareInterval({ low, high }: Expected): string {
  if (low === null || high === null) return 'no interval'
  return `[${formatShare(low, { digits: 0 })}, ${formatShare(high, { digits: 0 })}]`
}

/** The title of the page: what comes, as far as it is known. */
export function valueTitle({ purchases, worth, weeks, currency }: Value): string {
  if (purchases.value === null) return 'What customers will buy'
  const money = worth.value === null ? '' : ` worth ${formatMoney(worth.value, { currency })}`
  return `${formatCount(purchases.value)} purchases${money} in the next ${horizonName(weeks)}`
}

export const formatParameter = (value: number) => formatNumber(value, { digits: value >= 100 ? 1 : 3 })

export const fitTitle = ({ label, n }: Fit) => `${label} · n ${formatCount(n)}`
