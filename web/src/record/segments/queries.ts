/** What this domain asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import type { Condition } from './tree'

export type Segment = Answered<'/api/segments/{slug}'>
export type Choices = Answered<'/api/segments/choices'>

export const NO_CHOICES: Choices = {
  profile_traits: [],
  kinds: [],
  metrics: [],
  stages: [],
  account_traits: [],
}

export const segmentsQuery = queryOptions({
  queryKey: ['segments'],
  queryFn: ({ signal }) => answer(api.GET('/api/segments', { signal: patience(signal) })),
})

export const segmentQuery = (slug: string) =>
  queryOptions({
    queryKey: ['segments', slug],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/segments/{slug}', { params: { path: { slug } }, signal: patience(signal) })),
  })

export const choicesQuery = queryOptions({
  queryKey: ['segment-choices'],
  staleTime: 60_000,
  queryFn: ({ signal }) => answer(api.GET('/api/segments/choices', { signal: patience(signal) })),
})

export const countQuery = (condition: Condition | undefined) =>
  queryOptions({
    queryKey: ['segment-count', condition],
    enabled: condition !== undefined,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/segments/count', {
          body: { condition: condition as Condition },
          signal: patience(signal),
        }),
      ),
  })

export const customerSegmentsQuery = (customer_id: string) =>
  queryOptions({
    queryKey: ['customer', customer_id, 'segments'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/customers/{customer_id}/segments', {
          params: { path: { customer_id } },
          signal: patience(signal),
        }),
      ),
  })

export const saveSegment = (slug: string | undefined, name: string, condition: Condition) =>
  slug === undefined
    ? answer(api.POST('/api/segments', { body: { name, condition } }))
    : answer(api.PATCH('/api/segments/{slug}', { params: { path: { slug } }, body: { name, condition } }))

export const deleteSegment = (slug: string) =>
  answer(api.DELETE('/api/segments/{slug}', { params: { path: { slug } } }))
