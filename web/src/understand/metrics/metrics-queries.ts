/** What the page of metrics asks the server, and what it has it do. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import type { ScopeQuery } from '~/record/interactions/scope'
import { yearBefore, type AskedMetric } from './metrics-search'

export type Metric = Answered<'/api/metrics'>[number]
export type Estimate = Answered<'/api/metrics/{metric}'>[number]
export type Compared = Answered<'/api/metrics/{metric}/change'>
export type Standing = Answered<'/api/metrics/{metric}/groups'>['rows'][number]
export type View = Answered<'/api/metric-views'>['rows'][number]

/** What was shown stays, dimmed, while it is asked anew: but never under the name of another metric. */
const ofMetric =
  (metric: string) =>
  <Body>(before: Body | undefined, query: { queryKey: readonly unknown[] } | undefined) =>
    query?.queryKey[1] === metric ? before : undefined

export const catalogueQuery = queryOptions({
  queryKey: ['metrics'],
  staleTime: Infinity,
  queryFn: ({ signal }) => answer(api.GET('/api/metrics', { signal: patience(signal) })),
})

/** The metric by `by`; as a whole where that is undefined. */
export const estimatesQuery = (scope: ScopeQuery | undefined, asked: AskedMetric, by: string | undefined) =>
  queryOptions({
    queryKey: ['metric', asked.metric, scope, asked.as_of, asked.as_known, by],
    enabled: scope !== undefined,
    placeholderData: ofMetric(asked.metric),
    retry: false,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/metrics/{metric}', {
          params: {
            path: { metric: asked.metric },
            query: { ...scope, by, as_of: asked.as_of, as_known: asked.as_known },
          },
          signal: patience(signal),
        }),
      ),
  })

/** Compared with the period before, or with the same days a year earlier. */
export const changeQuery = (scope: ScopeQuery | undefined, asked: AskedMetric, against: string | undefined) =>
  queryOptions({
    queryKey: ['metric-change', asked.metric, scope, asked, against],
    enabled: Boolean(scope?.since && scope.until),
    placeholderData: ofMetric(asked.metric),
    retry: false,
    queryFn: ({ signal }) => {
      const other =
        against === 'year' && scope?.since && scope.until
          ? { before_since: yearBefore(scope.since), before_until: yearBefore(scope.until) }
          : {}
      const { metric, ...rest } = asked
      const by = ['day', 'week', 'month', 'quarter', 'year'].includes(asked.by) ? undefined : asked.by
      return answer(
        api.GET('/api/metrics/{metric}/change', {
          params: { path: { metric }, query: { ...scope, ...rest, by, ...other } },
          signal: patience(signal),
        }),
      )
    },
  })

export const groupsQuery = (scope: ScopeQuery | undefined, asked: AskedMetric) =>
  queryOptions({
    queryKey: ['metric-groups', asked.metric, scope, asked],
    enabled: scope !== undefined,
    placeholderData: ofMetric(asked.metric),
    retry: false,
    queryFn: ({ signal }) => {
      const { metric, ...query } = asked
      return answer(
        api.GET('/api/metrics/{metric}/groups', {
          params: { path: { metric }, query: { ...scope, ...query } },
          signal: patience(signal),
        }),
      )
    },
  })

export const viewsQuery = queryOptions({
  queryKey: ['metric-views'],
  queryFn: ({ signal }) => answer(api.GET('/api/metric-views', { signal: patience(signal) })),
})

/** Save a view, or delete one; the list follows. */
export function useViews() {
  const client = useQueryClient()
  const seen = { onSuccess: (rows: { rows: View[] }) => client.setQueryData(viewsQuery.queryKey, rows) }
  const save = useMutation({
    mutationFn: (body: { name: string; search: Record<string, string> }) =>
      answer(api.POST('/api/metric-views', { body })),
    ...seen,
  })
  const remove = useMutation({
    mutationFn: (id: number) =>
      answer(api.DELETE('/api/metric-views/{view_id}', { params: { path: { view_id: id } } })),
    ...seen,
  })
  return { save, remove }
}
