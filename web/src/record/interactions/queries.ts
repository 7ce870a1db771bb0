/** What this domain asks the server. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { readScope, readTexts, type Scope, type ScopeQuery } from './scope'

export type InteractionPage = Answered<'/api/interactions'>
export type Interaction = InteractionPage['rows'][number]
export type Session = Answered<'/api/session'>

const OWN_KEYS = ['metric', 'scored', 'pain_point', 'said', 'customer_id', 'kind', 'source', 'q'] as const

/** The search parameters of the list of interactions. */
export type InteractionSearch = Scope & Partial<Record<(typeof OWN_KEYS)[number], string>>

export const readInteractionSearch = (search: Record<string, unknown>): InteractionSearch => ({
  ...readScope(search),
  ...readTexts(search, OWN_KEYS),
})

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => answer(api.GET('/api/session', { signal: patience(signal) })),
  staleTime: 60_000,
})

export const filtersQuery = queryOptions({
  queryKey: ['filters'],
  queryFn: ({ signal }) => answer(api.GET('/api/filters', { signal: patience(signal) })),
  staleTime: 60_000,
})

export function interactionsQuery(search: InteractionSearch, scope: ScopeQuery | undefined) {
  const { metric, scored, pain_point, said, customer_id, kind, source, q } = search
  const asked = {
    ...scope,
    metric,
    pain_point,
    customer_id,
    kind,
    source,
    q,
    scored: scored ? scored === 'true' : undefined,
    said: said ? said === 'true' : undefined,
  }
  return infiniteQueryOptions({
    queryKey: ['interactions', asked],
    enabled: scope !== undefined,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: InteractionPage) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/interactions', {
          params: { query: { ...asked, cursor: pageParam, limit: 50 } },
          signal: patience(signal),
        }),
      ),
  })
}
