/** Programs that sign in: what this part asks the server, and what it has it do. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'

export type SourceClient = Answered<'/api/sources/{slug}/clients'>['rows'][number]

export const clientsQuery = (slug: string) =>
  queryOptions({
    queryKey: ['sources', slug, 'clients'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/sources/{slug}/clients', { params: { path: { slug } }, signal: patience(signal) }),
      ),
  })

export const useLetIn = (slug: string) =>
  useChange(['sources', slug, 'clients'], (public_key: string) =>
    answer(api.POST('/api/sources/{slug}/clients', { params: { path: { slug } }, body: { public_key } })),
  )

export const useRevokeClient = (slug: string) =>
  useChange(['sources', slug, 'clients'], (client_id: string) =>
    answer(api.DELETE('/api/sources/{slug}/clients/{client_id}', { params: { path: { slug, client_id } } })),
  )
