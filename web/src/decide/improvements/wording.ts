/** How improvements are spoken of. */
import { formatDay } from '~/design/dates'
import { formatInterval, formatNumber } from '~/design/numbers'
import type { TagTone } from '~/design/tag'
import type { Effect, Improvement } from './queries'

export const STATES: [key: string, name: string][] = [
  ['idea', 'Idea'],
  ['planned', 'Planned'],
  ['shipped', 'Shipped'],
  ['dropped', 'Dropped'],
]

export const ANSWERS: Record<string, { word: string; tone: TagTone }> = {
  worked: { word: 'worked', tone: 'accent' },
  did_not: { word: 'did not work', tone: 'warning' },
  worse: { word: 'made it worse', tone: 'negative' },
  not_yet: { word: 'cannot be told yet', tone: 'outline' },
  cannot: { word: 'cannot be told', tone: 'plain' },
}

export function whenOf({ state, shipped_date: shipped, planned_date: planned }: Improvement): string {
  if (state === 'shipped' && shipped) return `shipped ${formatDay(shipped)}`
  return planned ? `${state}, for ${formatDay(planned)}` : state
}

type Amount = Effect['effect']

export function amountText(amount: Amount, unit: string): string | undefined {
  if (!amount) return undefined
  const style = { digits: Math.abs(amount.value) < 10 ? 2 : 1, signed: true }
  return `${formatNumber(amount.value, style)} ${unit} ${formatInterval(amount.low, amount.high, style)}`
}

export const pointsOf = (unit: string) => (unit === '%' ? 'points' : unit)

/** What the days on which nothing was shipped say. */
export function placeboText({ placebos }: Effect): string {
  if (placebos.length === 0) return 'Too few weeks before to try other days.'
  const clear = placebos.filter(({ effect: { low, high } }) => low > 0 || high < 0).length
  return `${clear} of ${placebos.length} days on which nothing was shipped seem to show an effect.`
}

/** How both sides went before. */
export function driftText({ drift, has_comparison, grain }: Effect): string {
  if (!drift) return ''
  const moved = drift.low > 0 || drift.high < 0
  const by = `${formatNumber(drift.value, { digits: 2, signed: true })} a ${grain}`
  if (!has_comparison) return moved ? `Before, it moved by ${by}.` : 'Before, it held its level.'
  return moved
    ? `Before, both moved apart by ${by}; that is taken into account.`
    : 'Before, both moved alike, as far as can be told.'
}
