/** What this domain asks the server, and what it has it do. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'

export type Source = Answered<'/api/sources/{slug}'>
export type SourceKey = Answered<'/api/sources/{slug}/keys'>['rows'][number]
export type Arrival = Answered<'/api/sources/{slug}/arrivals'>['rows'][number]
export type SourceKind = 'web' | 'app' | 'server' | 'store' | 'webhook' | 'import'
export type Scope = 'write' | 'import' | 'receipts'

const at = (slug: string) => ({ path: { slug } })

export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: ({ signal }) => answer(api.GET('/api/sources', { signal: patience(signal) })),
})

export const sourceQuery = (slug: string) =>
  queryOptions({
    queryKey: ['sources', slug],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/sources/{slug}', { params: at(slug), signal: patience(signal) })),
  })

export const keysQuery = (slug: string) =>
  queryOptions({
    queryKey: ['sources', slug, 'keys'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/sources/{slug}/keys', { params: at(slug), signal: patience(signal) })),
  })

/** Asked every two seconds while somebody watches. */
export const arrivalsQuery = (slug: string, watching: boolean) =>
  queryOptions({
    queryKey: ['sources', slug, 'arrivals'],
    refetchInterval: watching ? 2000 : false,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/sources/{slug}/arrivals', { params: at(slug), signal: patience(signal) })),
  })

export const useMakeSource = () =>
  useChange(['sources'], (body: { name: string; kind: SourceKind }) =>
    answer(api.POST('/api/sources', { body })),
  )

export const useChangeSource = (slug: string) =>
  useChange(['sources'], (body: { name?: string; is_enabled?: boolean }) =>
    answer(api.PATCH('/api/sources/{slug}', { params: at(slug), body })),
  )

export const useCloseSource = (slug: string) =>
  useChange(['sources'], () => answer(api.DELETE('/api/sources/{slug}', { params: at(slug) })))

export const useMakeKey = (slug: string) =>
  useChange(['sources'], (body: { kind: 'write' | 'secret'; scopes: Scope[] }) =>
    answer(api.POST('/api/sources/{slug}/keys', { params: at(slug), body })),
  )

export const useRevokeKey = (slug: string) =>
  useChange(['sources'], (key_id: number) =>
    answer(api.DELETE('/api/sources/{slug}/keys/{key_id}', { params: { path: { slug, key_id } } })),
  )
