/** Who and what stands behind a number of a map. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { ScopeQuery } from '~/record/interactions/scope'
import type { Behind } from '../journeys-queries'

/** Who stands behind a number, as the page names it in its URL: `visited:3`, `went_on:0:2`, `deviating:4:0`. */
export const mapCustomersQuery = (
  slug: string,
  scope: ScopeQuery | undefined,
  behind: string,
  version: number | undefined,
) =>
  infiniteQueryOptions({
    queryKey: ['journeys', 'maps', slug, 'customers', scope, behind, version],
    enabled: scope !== undefined && isOfCustomers(behind),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Behind) => page.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) => {
      const [word, step = '0', to = '0'] = behind.split(':')
      const query = {
        ...scope,
        version,
        whom: word as 'visited',
        step: Number(step),
        to: Number(to),
        cursor: pageParam,
        limit: 50,
      }
      return answer(
        api.GET('/api/journeys/maps/{slug}/customers', {
          params: { path: { slug }, query },
          signal: patience(signal),
        }),
      )
    },
  })

export const mapInteractionsQuery = (
  slug: string,
  scope: ScopeQuery | undefined,
  behind: string,
  version: number | undefined,
) =>
  queryOptions({
    queryKey: ['journeys', 'maps', slug, 'interactions', scope, behind, version],
    enabled: scope !== undefined && !isOfCustomers(behind),
    queryFn: ({ signal }) => {
      const [word, step = '0'] = behind.split(':')
      const query = { ...scope, version, what: word as 'all', step: Number(step), limit: 50 }
      return answer(
        api.GET('/api/journeys/maps/{slug}/interactions', {
          params: { path: { slug }, query },
          signal: patience(signal),
        }),
      )
    },
  })

const OF_INTERACTIONS = ['all', 'scored', 'valued', 'said']

export const isOfCustomers = (behind: string) => !OF_INTERACTIONS.includes(behind.split(':')[0] ?? '')
