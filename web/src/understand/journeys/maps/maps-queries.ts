/** What the pages of journey maps ask the server. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { readScope, readTexts, type Scope, type ScopeQuery } from '~/record/interactions/scope'
import type { Behind, Numbers } from '../journeys-queries'

export type KeptMap = Answered<'/api/journeys/maps/{slug}'>
export type JourneyMap = KeptMap['definition']
export type MapStage = JourneyMap['stages'][number]
export type MapStep = MapStage['steps'][number]
export type MapRow = Answered<'/api/journeys/maps'>['rows'][number]
export type FilledMap = Answered<'/api/journeys/maps/{slug}/figures'>
export type FilledStep = FilledMap['steps'][number]
export type Way = FilledMap['ways'][number]
export type Evidence = Answered<'/api/journeys/maps/{slug}/evidence'>['rows'][number]
export type Shown = Evidence['said']
export type { Numbers }

export type MapSearch = Scope & { behind?: string }
export const readMapSearch = (search: Record<string, unknown>): MapSearch => ({
  ...readScope(search),
  ...readTexts(search, ['behind'] as const),
})

export const mapsQuery = queryOptions({
  queryKey: ['journeys', 'maps'],
  queryFn: ({ signal }) => answer(api.GET('/api/journeys/maps', { signal: patience(signal) })),
})

export const mapQuery = (slug: string) =>
  queryOptions({
    queryKey: ['journeys', 'maps', slug],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/journeys/maps/{slug}', { params: { path: { slug } }, signal: patience(signal) })),
  })

export const figuresQuery = (slug: string, scope: ScopeQuery | undefined, version: number | undefined) =>
  queryOptions({
    queryKey: ['journeys', 'maps', slug, 'figures', scope, version],
    enabled: scope !== undefined && version !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/maps/{slug}/figures', {
          params: { path: { slug }, query: { ...scope } },
          signal: patience(signal),
        }),
      ),
  })

export const draftQuery = (draft: JourneyMap | undefined) =>
  queryOptions({
    queryKey: ['journeys', 'map-figures', draft],
    enabled: draft !== undefined,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.POST('/api/journeys/map-figures', { body: draft as JourneyMap, signal: patience(signal) })),
  })

export const evidenceQuery = (slug: string, scope: ScopeQuery | undefined, version: number | undefined) =>
  queryOptions({
    queryKey: ['journeys', 'maps', slug, 'evidence', scope, version],
    enabled: scope !== undefined && version !== undefined,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/maps/{slug}/evidence', {
          params: { path: { slug }, query: { ...scope } },
          signal: patience(signal),
        }),
      ),
  })

/** Who stands behind a number, as the page names it in its URL: `visited:3`, `went_on:0:2`, `deviating:4:0`. */
export const mapCustomersQuery = (slug: string, scope: ScopeQuery | undefined, behind: string) =>
  infiniteQueryOptions({
    queryKey: ['journeys', 'maps', slug, 'customers', scope, behind],
    enabled: scope !== undefined && isOfCustomers(behind),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Behind) => page.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) => {
      const [word, step = '0', to = '0'] = behind.split(':')
      const query = {
        ...scope,
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

export const mapInteractionsQuery = (slug: string, scope: ScopeQuery | undefined, behind: string) =>
  queryOptions({
    queryKey: ['journeys', 'maps', slug, 'interactions', scope, behind],
    enabled: scope !== undefined && !isOfCustomers(behind),
    queryFn: ({ signal }) => {
      const [word, step = '0'] = behind.split(':')
      const query = { ...scope, what: word as 'all', step: Number(step), limit: 50 }
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

export const createMap = (definition: JourneyMap) =>
  answer(api.POST('/api/journeys/maps', { body: { definition } }))

export const changeMap = (slug: string, definition: JourneyMap, based_on: number) =>
  answer(api.PUT('/api/journeys/maps/{slug}', { params: { path: { slug } }, body: { definition, based_on } }))

export const deleteMap = (slug: string) =>
  answer(api.DELETE('/api/journeys/maps/{slug}', { params: { path: { slug } } }))

/** Where a map is as a file, with the figures of what is chosen. */
export function drawingHref(slug: string, form: string, scope: ScopeQuery | undefined): string {
  const given = Object.entries({ form, ...scope }).filter(([, value]) => value !== undefined)
  return `/api/journeys/maps/${encodeURIComponent(slug)}/drawing?${new URLSearchParams(given as [string, string][]).toString()}`
}
