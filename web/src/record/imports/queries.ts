/** What this domain asks the server. */
import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'

export type RejectedPage = Answered<'/api/rejected'>
export type RejectedRow = RejectedPage['rows'][number]

export const rejectedQuery = infiniteQueryOptions({
  queryKey: ['rejected'],
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: RejectedPage) => page.next_cursor ?? undefined,
  queryFn: ({ pageParam, signal }) =>
    answer(api.GET('/api/rejected', { params: { query: { cursor: pageParam } }, signal: patience(signal) })),
})
