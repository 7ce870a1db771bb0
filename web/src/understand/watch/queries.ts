/** What this domain asks the server, and what it has it do. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'

export type Watch = Answered<'/api/watches'>['rows'][number]
export type WatchBody = Answered<'/api/watches/{slug}'>
export type Alert = WatchBody['alerts'][number]
export type Finding = Alert['findings'][number]
export type Cause = Finding['explained_by'][number]
export type Moment = WatchBody['timeline'][number]
export type Course = Answered<'/api/watches/{slug}/courses'>['rows'][number]
export type NewWatch = components['schemas']['NewWatch']
export type Reason = components['schemas']['Resolution']['reason']

export const watchesQuery = queryOptions({
  queryKey: ['watches'],
  queryFn: ({ signal }) => answer(api.GET('/api/watches', { signal: patience(signal) })),
})

export const watchQuery = (slug: string) =>
  queryOptions({
    queryKey: ['watches', slug],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/watches/{slug}', { params: { path: { slug } }, signal: patience(signal) })),
  })

export const coursesQuery = (slug: string) =>
  queryOptions({
    queryKey: ['watches', slug, 'courses'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/watches/{slug}/courses', { params: { path: { slug } }, signal: patience(signal) }),
      ),
  })

export const metricsQuery = queryOptions({
  queryKey: ['metrics'],
  staleTime: Infinity,
  queryFn: ({ signal }) => answer(api.GET('/api/metrics', { signal: patience(signal) })),
})

export const createWatch = (body: NewWatch) => answer(api.POST('/api/watches', { body }))

export const lookNow = (slug: string) =>
  answer(api.POST('/api/watches/{slug}/look', { params: { path: { slug } } }))

export const writeDecision = (slug: string, text: string, alert: number | null) =>
  answer(api.POST('/api/watches/{slug}/decisions', { params: { path: { slug } }, body: { text, alert } }))

export const acknowledge = (slug: string, number: number) =>
  answer(api.POST('/api/watches/{slug}/alerts/{number}/acknowledge', { params: { path: { slug, number } } }))

export const resolve = (slug: string, number: number, reason: Reason, text: string) =>
  answer(
    api.POST('/api/watches/{slug}/alerts/{number}/resolve', {
      params: { path: { slug, number } },
      body: { reason, text },
    }),
  )

export const closeWatch = (slug: string, conclusion: string) =>
  answer(api.POST('/api/watches/{slug}/close', { params: { path: { slug } }, body: { conclusion } }))

/** One of the above at a time, whichever is asked for: everything about watches is asked anew afterwards. */
export const useWatchChange = () => useChange(['watches'], (work: () => Promise<unknown>) => work())
