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
