/** What this domain asks the server. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'
import { readTexts } from '~/record/interactions/scope'

export type RejectedPage = Answered<'/api/rejected'>
export type RejectedRow = RejectedPage['rows'][number]
export interface Replayed {
  sent: number
  sent_before: number
  impossible: number
}
export type Reason = Answered<'/api/rejected/reasons'>['rows'][number]

const KEYS = ['source', 'sort', 'since', 'until'] as const
export type RejectedSearch = Partial<Record<(typeof KEYS)[number], string>>

export const readRejectedSearch = (search: Record<string, unknown>): RejectedSearch => readTexts(search, KEYS)

export const reasonsQuery = ({ source, since, until }: RejectedSearch) =>
  queryOptions({
    queryKey: ['rejected', 'reasons', source, since, until],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/rejected/reasons', {
          params: { query: { source, since, until } },
          signal: patience(signal),
        }),
      ),
  })

export const rejectedQuery = (search: RejectedSearch) =>
  infiniteQueryOptions({
    queryKey: ['rejected', search],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: RejectedPage) => page.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/rejected', {
          params: { query: { ...search, cursor: pageParam } },
          signal: patience(signal),
        }),
      ),
  })

/** Sends the rows that a list shows in again. What is rejected anew appears in the list a moment later. */
export const useReplay = () =>
  useChange(['rejected'], (search: RejectedSearch) =>
    answer(api.POST('/api/rejected/replay', { params: { query: search } })),
  )
