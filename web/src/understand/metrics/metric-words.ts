/** How the page of metrics writes its numbers, and the same question in Python. */
import { formatInterval, formatNumber, type NumberStyle } from '~/design/numbers'
import type { ScopeQuery } from '~/record/interactions/scope'
import type { Metric } from './metrics-queries'
import { isGrain, type AskedMetric } from './metrics-search'

export const FAMILIES: Record<string, string> = {
  experience: 'Experience',
  loyalty: 'Loyalty',
  service: 'Service',
  ease: 'Ease',
  value: 'Value',
  volume: 'Volume',
}

/** Net scores are whole and signed, counts whole, all else with one or two decimals. */
export function styleOf({ metric, unit, minimum_n: least }: Pick<Metric, 'metric' | 'unit' | 'minimum_n'>) {
  if (metric === 'nps' || metric === 'enps') return { digits: 0, signed: true }
  if (least === 0) return { digits: 0 }
  return { digits: unit === '%' || unit === 'hours' || unit === 'days' ? 1 : 2 }
}

/** The value with its unit: a share has a sign, money its currency, what is counted its word. */
export function formatValue(value: number, unit: string, style: NumberStyle): string {
  const text = formatNumber(value, style)
  if (unit === '%') return `${text} %`
  return unit === 'points' ? text : `${text} ${unit}`
}

export const hasInterval = <T extends { low?: number | null; high?: number | null }>(
  one: T,
): one is T & { low: number; high: number } =>
  one.low !== null && one.low !== undefined && one.high !== null && one.high !== undefined

export const intervalText = (one: { low?: number | null; high?: number | null }, style: NumberStyle) =>
  hasInterval(one) ? formatInterval(one.low, one.high, style) : ''

export const chanceText = (p: number) => (p < 0.001 ? 'p < 0.001' : `p = ${formatNumber(p, { digits: 3 })}`)

/** What a dimension is called in a sentence. */
export const dimensionName = (by: string) => by.replace(/^(trait|properties)\./, '')

const quoted = (text: string) => JSON.stringify(text)

/** The question as Python, to be pasted into a notebook beside the log. */
export function asPython(asked: AskedMetric, scope: ScopeQuery | undefined): string {
  const given = Object.entries({ ...scope, as_of: asked.as_of }).filter(([, value]) => value) as [
    string,
    string,
  ][]
  const options = given.map(([key, value]) => `${key}=${quoted(value)}`)
  if (asked.as_known) options.push('as_known=True')
  const by = `by=${quoted(asked.by)}`
  const lines = [
    'import regard',
    '',
    'log = regard.open("data")',
    `log.${asked.metric}(${[by, ...options].join(', ')})`,
  ]
  const places = options.filter((one) => !one.startsWith('as_'))
  if (!isGrain(asked.by)) lines.push(`log.rank(${[quoted(asked.metric), by, ...places].join(', ')})`)
  if (scope?.since && scope.until) lines.push(`log.compare(${[quoted(asked.metric), ...places].join(', ')})`)
  return lines.join('\n') + '\n'
}
