/** What this domain asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import type { ScopeQuery } from '~/record/interactions/scope'

export type Journey = Answered<'/api/journey'>
export type Stage = Journey['stages'][number]

export const journeyQuery = (scope: ScopeQuery | undefined) =>
  queryOptions({
    queryKey: ['journey', scope],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/journey', { params: { query: scope }, signal: patience(signal) })),
  })
