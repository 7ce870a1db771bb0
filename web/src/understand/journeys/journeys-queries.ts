/** What the page of journeys asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import type { ScopeQuery } from '~/record/interactions/scope'
import { BETWEEN, type JourneysSearch } from './journeys-search'

export type Funnel = Answered<'/api/journeys/funnel'>
export type FunnelGroup = Funnel['groups'][number]
export type FunnelStep = FunnelGroup['steps'][number]
export type Paths = Answered<'/api/journeys/paths'>
export type Flow = Answered<'/api/journeys/flow'>
export type Retention = Answered<'/api/journeys/retention'>
export type Numbers = FunnelStep['share']
export type Behind = Answered<'/api/journeys/funnel/customers'>

type Over = 'kind' | 'touchpoint' | 'stage' | 'channel'
type Grain = 'day' | 'week' | 'month' | 'quarter'

export const choicesQuery = queryOptions({
  queryKey: ['journeys', 'choices'],
  queryFn: ({ signal }) => answer(api.GET('/api/journeys/choices', { signal: patience(signal) })),
  staleTime: 60_000,
})

export const askedFunnel = (search: JourneysSearch, steps: string[]) => ({
  steps: steps.join(BETWEEN),
  window_days: Number(search.window ?? 30),
  order: search.order === 'any' ? ('any' as const) : ('ordered' as const),
  by: search.by,
})

export const askedPaths = (search: JourneysSearch) => ({
  over: (search.over ?? 'touchpoint') as Over,
  steps: Number(search.length ?? 5),
  anchor: search.anchor,
  direction: search.direction === 'to' && search.anchor ? ('to' as const) : ('from' as const),
})

export const askedRetention = (search: JourneysSearch) => ({
  grain: (search.grain ?? 'month') as Grain,
  style: (search.style ?? 'classic') as 'classic' | 'rolling' | 'bracket',
  periods: search.grain === 'day' ? 14 : 12,
})

export const funnelQuery = (scope: ScopeQuery | undefined, asked: ReturnType<typeof askedFunnel>) =>
  queryOptions({
    queryKey: ['journeys', 'funnel', scope, asked],
    enabled: scope !== undefined && asked.steps.includes(BETWEEN),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/funnel', {
          params: { query: { ...scope, ...asked } },
          signal: patience(signal),
        }),
      ),
  })

export const pathsQuery = (scope: ScopeQuery | undefined, asked: ReturnType<typeof askedPaths>) =>
  queryOptions({
    queryKey: ['journeys', 'paths', scope, asked],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/paths', {
          params: { query: { ...scope, ...asked } },
          signal: patience(signal),
        }),
      ),
  })

export const flowQuery = (scope: ScopeQuery | undefined, over: Over) =>
  queryOptions({
    queryKey: ['journeys', 'flow', scope, over],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/flow', { params: { query: { ...scope, over } }, signal: patience(signal) }),
      ),
  })

export const retentionQuery = (scope: ScopeQuery | undefined, asked: ReturnType<typeof askedRetention>) =>
  queryOptions({
    queryKey: ['journeys', 'retention', scope, asked],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/retention', {
          params: { query: { ...scope, ...asked } },
          signal: patience(signal),
        }),
      ),
  })
