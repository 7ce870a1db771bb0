/** What the pages of journey maps ask the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { readScope, readTexts, type Scope, type ScopeQuery } from '~/record/interactions/scope'
import { hrefOf } from '../hrefs'
import type { Numbers } from '../journeys-queries'

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

export type MapVersion = Answered<'/api/journeys/maps/{slug}/versions'>['rows'][number]

/** `version` is a number in the address; without it the map is shown as it is now. */
export type MapSearch = Scope & { behind?: string; version?: string }
export const readMapSearch = (search: Record<string, unknown>): MapSearch => ({
  ...readScope(search),
  ...readTexts(search, ['behind'] as const),
  ...(/^[1-9]\d{0,8}$/.test(String(search.version)) ? { version: String(search.version) } : {}),
})

export const mapsQuery = queryOptions({
  queryKey: ['journeys', 'maps'],
  queryFn: ({ signal }) => answer(api.GET('/api/journeys/maps', { signal: patience(signal) })),
})

/** A map as it is, or as it was in a version. */
export const mapQuery = (slug: string, version?: number) =>
  queryOptions({
    queryKey: version ? ['journeys', 'maps', slug, 'version', version] : ['journeys', 'maps', slug],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/maps/{slug}', {
          params: { path: { slug }, query: { version } },
          signal: patience(signal),
        }),
      ),
  })

export const versionsQuery = (slug: string) =>
  queryOptions({
    queryKey: ['journeys', 'maps', slug, 'versions'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/maps/{slug}/versions', {
          params: { path: { slug } },
          signal: patience(signal),
        }),
      ),
  })

export const figuresQuery = (slug: string, scope: ScopeQuery | undefined, version: number | undefined) =>
  queryOptions({
    queryKey: ['journeys', 'maps', slug, 'figures', scope, version],
    enabled: scope !== undefined && version !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/journeys/maps/{slug}/figures', {
          params: { path: { slug }, query: { ...scope, version } },
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
          params: { path: { slug }, query: { ...scope, version } },
          signal: patience(signal),
        }),
      ),
  })

export const createMap = (definition: JourneyMap) =>
  answer(api.POST('/api/journeys/maps', { body: { definition } }))

export const changeMap = (slug: string, definition: JourneyMap, based_on: number) =>
  answer(api.PUT('/api/journeys/maps/{slug}', { params: { path: { slug } }, body: { definition, based_on } }))

export const deleteMap = (slug: string) =>
  answer(api.DELETE('/api/journeys/maps/{slug}', { params: { path: { slug } } }))

/** Where a map is as a file, with the figures of what is chosen. */
export const drawingHref = (slug: string, form: string, scope: ScopeQuery | undefined, version: number) =>
  hrefOf(`/api/journeys/maps/${encodeURIComponent(slug)}/drawing`, { form, ...scope, version })
