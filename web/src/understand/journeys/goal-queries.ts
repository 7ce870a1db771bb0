/** What the views of goals, sessions and attribution ask the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import type { ScopeQuery } from '~/record/interactions/scope'
import type { JourneysSearch } from './journeys-search'

export type Goal = Answered<'/api/journeys/goal'>
export type GoalGroup = Goal['groups'][number]
export type Sessions = Answered<'/api/journeys/sessions'>
export type SessionGroup = Sessions['groups'][number]
export type Credits = Answered<'/api/journeys/credits'>
export type Credit = Credits['nodes'][number]

type Over = 'kind' | 'touchpoint' | 'stage' | 'channel'

export const askedGoal = ({ start, goal, by }: JourneysSearch) => ({
  start: start ?? 'Product Viewed',
  goal: goal ?? 'Order Completed',
  by,
})

export const askedSessions = ({ gap, by }: JourneysSearch) => ({ gap_minutes: Number(gap ?? 30), by })

export const askedCredits = ({ goal, credited, lookback }: JourneysSearch) => ({
  goal: goal ?? 'Order Completed',
  over: (credited ?? 'channel') as Over,
  lookback_days: Number(lookback ?? 30),
})

export const goalQuery = (scope: ScopeQuery | undefined, asked: ReturnType<typeof askedGoal>) =>
  queryOptions({
    queryKey: ['journeys', 'goal', scope, asked],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/goal', {
          params: { query: { ...scope, ...asked } },
          signal: patience(signal),
        }),
      ),
  })

export const sessionsQuery = (scope: ScopeQuery | undefined, asked: ReturnType<typeof askedSessions>) =>
  queryOptions({
    queryKey: ['journeys', 'sessions', scope, asked],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/sessions', {
          params: { query: { ...scope, ...asked } },
          signal: patience(signal),
        }),
      ),
  })

export const creditsQuery = (scope: ScopeQuery | undefined, asked: ReturnType<typeof askedCredits>) =>
  queryOptions({
    queryKey: ['journeys', 'credits', scope, asked],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/credits', {
          params: { query: { ...scope, ...asked } },
          signal: patience(signal),
        }),
      ),
  })
