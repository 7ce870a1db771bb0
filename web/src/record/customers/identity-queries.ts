/** Who is who: what is asked, and what people decide. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'

export type Evidence = Answered<'/api/customers/{customer_id}/evidence'>
export type Step = Evidence['steps'][number]
export type Decision = Evidence['decisions'][number]
export type ProposalPage = Answered<'/api/identity/proposals'>
export type Proposal = ProposalPage['rows'][number]

export const evidenceQuery = (customer_id: string) =>
  queryOptions({
    queryKey: ['evidence', customer_id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/customers/{customer_id}/evidence', {
          params: { path: { customer_id } },
          signal: patience(signal),
        }),
      ),
  })

export const proposalsQuery = () =>
  queryOptions({
    queryKey: ['proposals'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/identity/proposals', { params: { query: {} }, signal: patience(signal) })),
  })

/** Everything that shows customers is asked anew after a decision. */
function useDeciding<Wanted, Made>(decide: (wanted: Wanted) => Promise<Made>) {
  const client = useQueryClient()
  return useMutation({ mutationFn: decide, onSettled: () => client.invalidateQueries() })
}

export const useMerge = (customer_id: string) =>
  useDeciding((body: { other: string; reason: string }) =>
    answer(api.POST('/api/customers/{customer_id}/merge', { params: { path: { customer_id } }, body })),
  )

export const useSplit = (customer_id: string) =>
  useDeciding((body: { identifier: string; reason: string }) =>
    answer(api.POST('/api/customers/{customer_id}/split', { params: { path: { customer_id } }, body })),
  )

export const useUndo = () =>
  useDeciding((decision_id: number) =>
    answer(api.POST('/api/identity/decisions/{decision_id}/undo', { params: { path: { decision_id } } })),
  )

export const usePropose = () => useDeciding(() => answer(api.POST('/api/identity/proposals')))

export const useAnswer = () =>
  useDeciding(({ id, verb }: { id: number; verb: 'accept' | 'reject' }) =>
    answer(
      api.POST(
        verb === 'accept'
          ? '/api/identity/proposals/{proposal_id}/accept'
          : '/api/identity/proposals/{proposal_id}/reject',
        { params: { path: { proposal_id: id } }, body: { reason: '' } },
      ),
    ),
  )
