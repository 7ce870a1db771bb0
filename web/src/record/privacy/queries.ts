/** What this domain asks the server, and what it has it do. */
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'
import { readTexts } from '~/record/interactions/scope'

export type Person = Answered<'/api/privacy/person'>
export type Erasure = Answered<'/api/privacy/erasures'>['rows'][number]
export type Kept = Answered<'/api/privacy/retention'>['rows'][number]
export type Consent = Answered<'/api/consents'>['rows'][number]
export type AuditPage = Answered<'/api/audit'>
export type AuditEntry = AuditPage['rows'][number]

const KEYS = ['actor', 'verb', 'subject', 'since', 'until'] as const
export type AuditSearch = Partial<Record<(typeof KEYS)[number], string>>
export const readAuditSearch = (search: Record<string, unknown>): AuditSearch => readTexts(search, KEYS)

const LOOKED_AGAIN = 2000

/** An id of ours is looked up as such; anything else is what somebody is known by. */
export const personQuery = (wanted: string) =>
  queryOptions({
    queryKey: ['privacy', 'person', wanted],
    enabled: wanted !== '',
    retry: false,
    queryFn: ({ signal }) => {
      const query = /^cus_[0-9a-f]+$/.test(wanted) ? { customer_id: wanted } : { identifier: wanted }
      return answer(api.GET('/api/privacy/person', { params: { query }, signal: patience(signal) }))
    },
  })

type Erasures = Answered<'/api/privacy/erasures'>

/** Asked every two seconds while one is under way. */
export const erasuresQuery = queryOptions<Erasures>({
  queryKey: ['privacy', 'erasures'],
  refetchInterval: ({ state }) => (state.data?.rows.some((row) => !row.is_done) ? LOOKED_AGAIN : false),
  queryFn: ({ signal }) => answer(api.GET('/api/privacy/erasures', { signal: patience(signal) })),
})

export const retentionQuery = queryOptions({
  queryKey: ['privacy', 'retention'],
  queryFn: ({ signal }) => answer(api.GET('/api/privacy/retention', { signal: patience(signal) })),
})

export const consentsQuery = (customer_id: string) =>
  queryOptions({
    queryKey: ['privacy', 'consents', customer_id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/customers/{customer_id}/consents', {
          params: { path: { customer_id } },
          signal: patience(signal),
        }),
      ),
  })

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', search],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: AuditPage) => page.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/audit', {
          params: { query: { ...search, cursor: pageParam } },
          signal: patience(signal),
        }),
      ),
  })

export const verificationQuery = queryOptions({
  queryKey: ['audit', 'verification'],
  queryFn: ({ signal }) => answer(api.GET('/api/audit/verification', { signal: patience(signal) })),
})

export const useErase = (customer_id: string) =>
  useChange(['privacy', 'erasures'], (confirm: string) =>
    answer(
      api.POST('/api/customers/{customer_id}/erasure', {
        params: { path: { customer_id } },
        body: { confirm },
      }),
    ),
  )

export function useSetRetention() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ name, days }: { name: string; days: number | null }) =>
      answer(api.PUT('/api/privacy/retention/{name}', { params: { path: { name } }, body: { days } })),
    onSuccess: (found) => queries.setQueryData(retentionQuery.queryKey, found),
  })
}
