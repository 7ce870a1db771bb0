/** What the page of metrics shows. All of it lives in the URL, so that a view can be sent to somebody. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { readScope, readTexts, SCOPE_KEYS, type Scope } from '~/record/interactions/scope'

const KEYS = ['metric', 'by', 'as_of', 'known', 'against'] as const
type Key = (typeof KEYS)[number]

export type MetricsSearch = Scope & Partial<Record<Key, string>>

export const readMetricsSearch = (search: Record<string, unknown>): MetricsSearch => ({
  ...readScope(search),
  ...readTexts(search, KEYS),
})

/** What a saved view keeps: every part of the address that says something. */
export const readView = (search: Record<string, unknown>): Record<string, string> =>
  readTexts(search, [...KEYS, ...SCOPE_KEYS]) as Record<string, string>

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const
export const isGrain = (by: string) => (GRAINS as readonly string[]).includes(by)

export interface AskedMetric {
  metric: string
  by: string
  as_of?: string
  as_known?: boolean
}

export const askedOf = ({ metric, by, as_of: asOf, known }: MetricsSearch): AskedMetric => ({
  metric: metric ?? 'nps',
  by: by ?? 'month',
  as_of: asOf,
  as_known: asOf && known ? true : undefined,
})

export function useMetricsSearch() {
  const search = readMetricsSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const change = (changes: Partial<Record<Key, string | undefined>>) =>
    void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, ...changes }) })
  return { search, asked: askedOf(search), change }
}

/** The same days a year earlier. */
export const yearBefore = (day: string) =>
  `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`.replace('-02-29', '-02-28')
