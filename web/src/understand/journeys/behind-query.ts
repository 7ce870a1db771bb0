/** The customers behind the numbers of every view of journeys. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { ScopeQuery } from '~/record/interactions/scope'
import { askedCredits, askedGoal, askedSessions } from './goal-queries'
import { askedFunnel, askedPaths, askedRetention, type Behind } from './journeys-queries'
import type { JourneysSearch } from './journeys-search'

/** Who stands behind a number, named as the page names it in its URL: `dropped:2`, `path:Cart > *`, `2026-01-01:3`. */
export const behindQuery = (scope: ScopeQuery | undefined, search: JourneysSearch, steps: string[]) =>
  infiniteQueryOptions({
    queryKey: ['journeys', 'behind', scope, search, steps],
    enabled: scope !== undefined && search.behind !== undefined,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Behind) => page.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(asking(scope, search, steps, { cursor: pageParam, limit: 50 }, patience(signal))),
  })

interface Page {
  cursor: string | undefined
  limit: number
}

function asking(
  scope: ScopeQuery | undefined,
  search: JourneysSearch,
  steps: string[],
  page: Page,
  signal: AbortSignal,
) {
  const [word = '', ...rest] = (search.behind ?? '').split(':')
  const named = rest.join(':')
  const shared = { ...scope, ...page }
  if (word === 'reached' || word === 'dropped') {
    const [step, ...group] = rest
    const own = { step: Number(step), outcome: word, group: group.join(':') || undefined } as const
    const query = { ...shared, ...askedFunnel(search, steps), ...own }
    return api.GET('/api/journeys/funnel/customers', { params: { query }, signal })
  }
  if (word === 'path') {
    const query = { ...shared, ...askedPaths(search), passed: named }
    return api.GET('/api/journeys/paths/customers', { params: { query }, signal })
  }
  if (word === 'ended' || word === 'looped' || word === 'visited') {
    const query = { ...shared, over: askedPaths(search).over, node: named, what: word } as const
    return api.GET('/api/journeys/flow/customers', { params: { query }, signal })
  }
  if (word === 'came' || word === 'not_yet') {
    const outcome = word === 'came' ? ('reached' as const) : ('not_reached' as const)
    const query = { ...shared, ...askedGoal(search), by: undefined, outcome }
    return api.GET('/api/journeys/goal/customers', { params: { query }, signal })
  }
  if (word === 'sessions') {
    const query = { ...shared, ...askedSessions(search), group: named || undefined }
    return api.GET('/api/journeys/sessions/customers', { params: { query }, signal })
  }
  if (word === 'credited') {
    const query = { ...shared, ...askedCredits(search), node: named }
    return api.GET('/api/journeys/credits/customers', { params: { query }, signal })
  }
  const query = { ...shared, ...askedRetention(search), cohort: word, column: Number(named) }
  return api.GET('/api/journeys/retention/customers', { params: { query }, signal })
}
