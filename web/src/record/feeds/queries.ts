/** What this domain asks the server, and what it has it do. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'

export type Feeds = Answered<'/api/feeds'>
export type Feed = Feeds['rows'][number]
export type FeedKind = Feeds['kinds'][number]
export type NewFeed = components['schemas']['NewFeed']
export type FeedChange = components['schemas']['FeedChange']
export type PublicVoice = Answered<'/api/voice/public'>
export type Mention = PublicVoice['newest'][number]
export type Proof = Answered<'/api/public-proofs'>['rows'][number]

const SOON = 10_000
const at = (source: string) => ({ path: { source } })

/** Asked again every ten seconds: the worker looks at feeds meanwhile. */
export const feedsQuery = queryOptions({
  queryKey: ['feeds'],
  refetchInterval: SOON,
  queryFn: ({ signal }) => answer(api.GET('/api/feeds', { signal: patience(signal) })),
})

export const publicQuery = (limit: number) =>
  queryOptions({
    queryKey: ['feeds', 'public', limit],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/voice/public', { params: { query: { limit } }, signal: patience(signal) })),
  })

export const proofsQuery = queryOptions({
  queryKey: ['feeds', 'proofs'],
  queryFn: ({ signal }) => answer(api.GET('/api/public-proofs', { signal: patience(signal) })),
})

export const useMakeFeed = () =>
  useChange(['feeds'], (body: NewFeed) => answer(api.POST('/api/feeds', { body })))

export const useChangeFeed = (source: string) =>
  useChange(['feeds'], (body: FeedChange) =>
    answer(api.PATCH('/api/feeds/{source}', { params: at(source), body })),
  )

export const useDeleteFeed = (source: string) =>
  useChange(['feeds'], () => answer(api.DELETE('/api/feeds/{source}', { params: at(source) })))

export const useLook = (source: string) =>
  useChange(['feeds'], () => answer(api.POST('/api/feeds/{source}/look', { params: at(source) })))

export const useTakeFile = (source: string) =>
  useChange(['feeds'], (file: File) =>
    answer(
      api.POST('/api/feeds/{source}/files', {
        params: at(source),
        body: { file: '' },
        bodySerializer: () => {
          const form = new FormData()
          form.set('file', file)
          return form
        },
      }),
    ),
  )

export const useProve = () =>
  useChange(['feeds'], (body: { author: string; customer: string; evidence?: string }) =>
    answer(api.POST('/api/public-proofs', { body })),
  )

export const useUndoProof = () =>
  useChange(['feeds'], (proof_id: number) =>
    answer(api.DELETE('/api/public-proofs/{proof_id}', { params: { path: { proof_id } } })),
  )
