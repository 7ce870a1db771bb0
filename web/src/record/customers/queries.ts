/** What this domain asks the server. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { readTexts } from '~/record/interactions/scope'

export type CustomerPage = Answered<'/api/customers'>
export type CustomerRow = CustomerPage['rows'][number]
export type Customer = Answered<'/api/customers/{customer_id}'>
export type TimelinePage = Answered<'/api/customers/{customer_id}/timeline'>

export type CustomersSearch = { q?: string; segment?: string }
export type CustomerSearch = { channel?: string }

export const readCustomersSearch = (search: Record<string, unknown>): CustomersSearch =>
  readTexts(search, ['q', 'segment'])
export const readCustomerSearch = (search: Record<string, unknown>): CustomerSearch =>
  readTexts(search, ['channel'])

type Next = { next_cursor?: string | null }
const nextCursor = (page: Next) => page.next_cursor ?? undefined
const firstCursor = undefined as string | undefined

export const customersQuery = (search: CustomersSearch, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['customers', search, limit],
    initialPageParam: firstCursor,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/customers', {
          params: { query: { ...search, cursor: pageParam, limit } },
          signal: patience(signal),
        }),
      ),
  })

export const customerQuery = (customer_id: string) =>
  queryOptions({
    queryKey: ['customer', customer_id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/customers/{customer_id}', {
          params: { path: { customer_id } },
          signal: patience(signal),
        }),
      ),
  })

export const timelineQuery = (customer_id: string, channel: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['timeline', customer_id, channel],
    initialPageParam: firstCursor,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/customers/{customer_id}/timeline', {
          params: { path: { customer_id }, query: { channel, cursor: pageParam, limit: 60 } },
          signal: patience(signal),
        }),
      ),
  })
