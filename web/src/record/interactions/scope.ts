/** Which interactions a page speaks of: period, channels, touchpoint, segment. It lives in the URL. */
import { formatSpan } from '~/design/dates'
import type { Answered } from '~/api/shapes'

export type Filters = Answered<'/api/filters'>
export type Period = Filters['periods'][number]

export const SCOPE_KEYS = ['period', 'since', 'until', 'channel', 'stage', 'touchpoint', 'segment'] as const
type ScopeKey = (typeof SCOPE_KEYS)[number]

/** As typed search parameters; `channel` is a comma list, `period` a key of the server's periods or "all". */
export type Scope = Partial<Record<ScopeKey, string>>
export type ScopeQuery = Omit<Scope, 'period'>

/** Keeps the named parameters that have a text, drops everything else. */
export function readTexts<Key extends string>(
  search: Record<string, unknown>,
  keys: readonly Key[],
): Partial<Record<Key, string>> {
  const texts: Partial<Record<Key, string>> = {}
  for (const key of keys) {
    const value = search[key]
    if (typeof value === 'string' && value !== '') texts[key] = value
  }
  return texts
}

export const readScope = (search: Record<string, unknown>): Scope => readTexts(search, SCOPE_KEYS)

export interface Span {
  key: string
  label: string
  since?: string
  until?: string
  previous?: string
}

export const ALL_TIME: Span = { key: 'all', label: 'All time' }

const spanOf = ({ key, label, since, until, previous_label }: Period): Span => ({
  key,
  label,
  since: since ?? undefined,
  until: until ?? undefined,
  previous: previous_label ?? undefined,
})

/** The span of days a scope means: its own days first, then the named period, then the last complete one. */
export function spanOfScope(scope: Scope, periods: Period[]): Span {
  if (scope.since || scope.until) return ownDays(scope)
  if (scope.period === ALL_TIME.key) return ALL_TIME
  const named = periods.find((period) => period.key === scope.period)
  const found = named ?? periods.find((period) => period.is_complete) ?? periods[0]
  return found ? spanOf(found) : ALL_TIME
}

function ownDays({ since, until }: Scope): Span {
  const label = since && until ? formatSpan(since, until) : since ? `Since ${since}` : `Before ${until}`
  return { key: 'own', label, since, until }
}

/** A day moved by a number of days, as YYYY-MM-DD. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export function scopeQuery(scope: Scope, span: Span): ScopeQuery {
  const { channel, stage, touchpoint, segment } = scope
  return { since: span.since, until: span.until, channel, stage, touchpoint, segment }
}

export const listOf = (text: string | undefined) => (text ? text.split(',').filter(Boolean) : [])

export const toggled = (text: string | undefined, value: string): string | undefined => {
  const list = listOf(text)
  const next = list.includes(value) ? list.filter((one) => one !== value) : [...list, value]
  return next.join(',') || undefined
}
