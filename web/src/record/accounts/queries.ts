/** What this domain asks the server. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'

export type AccountRow = Answered<'/api/accounts'>['rows'][number]
export type Account = Answered<'/api/account'>
export type Trait = Answered<'/api/customers/{customer_id}/traits'>['traits'][number]

const firstCursor = undefined as string | undefined

export const accountsQuery = (q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['accounts', q],
    initialPageParam: firstCursor,
    getNextPageParam: (page: { next_cursor?: string | null }) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/accounts', { params: { query: { q, cursor: pageParam } }, signal: patience(signal) }),
      ),
  })

export const accountQuery = (account_id: string) =>
  queryOptions({
    queryKey: ['account', account_id],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/account', { params: { query: { account_id } }, signal: patience(signal) })),
  })

export const customerAccountsQuery = (customer_id: string) =>
  queryOptions({
    queryKey: ['customer', customer_id, 'accounts'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/customers/{customer_id}/accounts', {
          params: { path: { customer_id } },
          signal: patience(signal),
        }),
      ),
  })

export const customerTraitsQuery = (customer_id: string) =>
  queryOptions({
    queryKey: ['customer', customer_id, 'traits'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/customers/{customer_id}/traits', {
          params: { path: { customer_id } },
          signal: patience(signal),
        }),
      ),
  })
