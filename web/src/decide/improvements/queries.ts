/** What improvements ask the server, and what they have it do. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'
import { readTexts } from '~/record/interactions/scope'

export type Improvement = Answered<'/api/improvements'>['rows'][number]
export type ImprovementBody = Answered<'/api/improvements/{number}'>
export type Assessed = NonNullable<ImprovementBody['assessed']>
export type Effect = Assessed['effect']
export type Behind = Answered<'/api/improvements/{number}/people'>
export type NewImprovement = components['schemas']['NewImprovement']
export type ImprovementChange = components['schemas']['ImprovementChange']
export type ImprovementsSearch = { friction?: string; topic?: string; name?: string }

/** A friction or a topic, and a name, lead here from lists of what to fix. */
export const readImprovementsSearch = (search: Record<string, unknown>): ImprovementsSearch =>
  readTexts(search, ['friction', 'topic', 'name'])

export const improvementsQuery = queryOptions({
  queryKey: ['improvements'],
  queryFn: ({ signal }) => answer(api.GET('/api/improvements', { signal: patience(signal) })),
})

export const improvementQuery = (number: number) =>
  queryOptions({
    queryKey: ['improvements', number],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/improvements/{number}', { params: { path: { number } }, signal: patience(signal) }),
      ),
  })

export const peopleQuery = (number: number) =>
  queryOptions({
    queryKey: ['improvements', number, 'people'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/improvements/{number}/people', {
          params: { path: { number }, query: { limit: 20 } },
          signal: patience(signal),
        }),
      ),
  })

export const metricsQuery = queryOptions({
  queryKey: ['metrics'],
  staleTime: Infinity,
  queryFn: ({ signal }) => answer(api.GET('/api/metrics', { signal: patience(signal) })),
})

export const createImprovement = (body: NewImprovement) => answer(api.POST('/api/improvements', { body }))

const at = (number: number) => ({ path: { number } })

export const changeImprovement = (number: number, body: ImprovementChange) =>
  answer(api.PATCH('/api/improvements/{number}', { params: at(number), body }))

export const writeNote = (number: number, text: string) =>
  answer(api.POST('/api/improvements/{number}/notes', { params: at(number), body: { text } }))

export const tellEverybody = (number: number, channel: string) =>
  answer(api.POST('/api/improvements/{number}/told', { params: at(number), body: { channel } }))

/** One of the above at a time: everything about improvements is asked anew afterwards. */
export const useImprovementChange = () =>
  useChange(['improvements'], (work: () => Promise<unknown>) => work())
