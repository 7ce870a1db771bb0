/** What this domain asks the server. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { readScope, readTexts, type Scope, type ScopeQuery } from '~/record/interactions/scope'

export type CustomerPage = Answered<'/api/customers'>
export type CustomerRow = CustomerPage['rows'][number]
export type Customer = Answered<'/api/customers/{customer_id}'>
export type TimelinePage = Answered<'/api/customers/{customer_id}/timeline'>

export type CustomersSearch = Scope & { q?: string; pain_point?: string }
export type CustomerSearch = { channel?: string }

export const readCustomersSearch = (search: Record<string, unknown>): CustomersSearch => ({
  ...readScope(search),
  ...readTexts(search, ['q', 'pain_point']),
})
export const readCustomerSearch = (search: Record<string, unknown>): CustomerSearch =>
  readTexts(search, ['channel'])

type Next = { next_cursor?: string | null }
const nextCursor = (page: Next) => page.next_cursor ?? undefined
const firstCursor = undefined as string | undefined

type Asked = ScopeQuery & { q?: string; pain_point?: string }

/** Whom a pain point touched is asked within a scope; otherwise only the segment counts. */
export const askedOf = ({ q, segment, pain_point }: CustomersSearch, scope: ScopeQuery | undefined): Asked =>
  pain_point ? { ...scope, q, pain_point } : { q, segment }

export const customersQuery = (asked: Asked, limit = 50, enabled = true) =>
  infiniteQueryOptions({
    queryKey: ['customers', asked, limit],
    enabled,
    initialPageParam: firstCursor,
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/customers', {
          params: { query: { ...asked, cursor: pageParam, limit } },
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
