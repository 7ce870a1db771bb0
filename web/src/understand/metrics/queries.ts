/** What this domain asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import type { ScopeQuery } from '~/record/interactions/scope'

export type Scorecard = Answered<'/api/scorecard'>
export type MetricCard = Scorecard['metrics'][number]
export type MetricChange = NonNullable<MetricCard['change']>

export const scorecardQuery = (scope: ScopeQuery | undefined) =>
  queryOptions({
    queryKey: ['scorecard', scope],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/scorecard', { params: { query: scope }, signal: patience(signal) })),
  })
