import { formatMoney, formatNumber } from '~/design/numbers'
import type { Interaction } from './queries'

const SHORT: Record<string, string> = { nps: 'NPS', csat: 'CSAT', ces: 'CES', stars: 'Stars' }

/** "NPS 3 of 10": what was measured, the score, and the top of its scale. */
export function formatScore({
  metric,
  score,
  scale_max: top,
}: Pick<Interaction, 'metric' | 'score' | 'scale_max'>): string | null {
  if (score === null || score === undefined) return null
  const digits = Number.isInteger(score) ? 0 : 1
  const of = top === null || top === undefined ? '' : ` of ${formatNumber(top)}`
  return `${metric ? `${SHORT[metric] ?? metric} ` : ''}${formatNumber(score, { digits })}${of}`
}

export function formatValue({ value, currency }: Pick<Interaction, 'value' | 'currency'>): string | null {
  const amount = Number(value ?? Number.NaN)
  return Number.isFinite(amount) ? formatMoney(amount, { currency, exact: true }) : null
}

type Told = Pick<
  Interaction,
  'text' | 'summary' | 'metric' | 'score' | 'scale_max' | 'matter_id' | 'value' | 'currency'
>

/** What a row says beside its figures: the customer's words, else the summary without what the figures say. */
export function formatWords(row: Told): string {
  if (row.text) return `“${row.text}”`
  const amount = row.value === null ? '' : `${Number(row.value).toFixed(2)} ${row.currency}`
  const said = [formatScore(row), row.matter_id, amount]
  const left = row.summary.split(' · ').filter((part) => !said.includes(part))
  const words = left.join(' · ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
