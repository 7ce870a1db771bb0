/** What the community board asks the server, and what staff has it do. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'
import { readTexts } from '~/record/interactions/scope'

export type Board = Answered<'/api/community/boards'>['rows'][number]
export type Ranking = Answered<'/api/community/boards/{slug}/demand'>
export type Idea = Ranking['rows'][number]
export type IdeaBody = Answered<'/api/community/ideas/{number}'>
export type IdeaPerson = Answered<'/api/community/ideas/{number}/people'>['rows'][number]
export type Waiting = Answered<'/api/community/queue'>['rows'][number]
export type Status = Idea['status']
export type NewBoard = components['schemas']['NewBoard']
export type Act = components['schemas']['IdeaVerdict']['act']
export type CommunitySearch = { board?: string; order?: string; status?: string; words?: string }

export const ORDERS = ['people', 'value', 'risk', 'new'] as const
export const STATUSES = ['open', 'planned', 'progress', 'done', 'declined'] as const

export const readCommunitySearch = (search: Record<string, unknown>): CommunitySearch =>
  readTexts(search, ['board', 'order', 'status', 'words'])

export const boardsQuery = queryOptions({
  queryKey: ['community', 'boards'],
  queryFn: ({ signal }) => answer(api.GET('/api/community/boards', { signal: patience(signal) })),
})

export const demandQuery = (slug: string, { order, status, words }: CommunitySearch, limit: number) =>
  queryOptions({
    queryKey: ['community', 'demand', slug, order, status, words, limit],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/community/boards/{slug}/demand', {
          params: {
            path: { slug },
            query: {
              order: ORDERS.find((one) => one === order),
              status: STATUSES.find((one) => one === status),
              words,
              limit,
            },
          },
          signal: patience(signal),
        }),
      ),
  })

export const queueQuery = queryOptions({
  queryKey: ['community', 'queue'],
  queryFn: ({ signal }) => answer(api.GET('/api/community/queue', { signal: patience(signal) })),
})

const at = (number: number) => ({ path: { number } })

export const ideaQuery = (number: number) =>
  queryOptions({
    queryKey: ['community', 'idea', number],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/community/ideas/{number}', { params: at(number), signal: patience(signal) })),
  })

export const ideaPeopleQuery = (number: number, limit: number) =>
  queryOptions({
    queryKey: ['community', 'people', number, limit],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/community/ideas/{number}/people', {
          params: { ...at(number), query: { limit } },
          signal: patience(signal),
        }),
      ),
  })

export const linkedQuery = (number: number) =>
  queryOptions({
    queryKey: ['community', 'linked', number],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/community/ideas/{number}/requests', { params: at(number), signal: patience(signal) }),
      ),
  })

export const saidQuery = (number: number, words: string) =>
  queryOptions({
    queryKey: ['community', 'said', number, words],
    enabled: words.trim() !== '',
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/community/ideas/{number}/said', {
          params: { ...at(number), query: { words } },
          signal: patience(signal),
        }),
      ),
  })

export const makeBoard = (body: NewBoard) => answer(api.POST('/api/community/boards', { body }))

export const postIdea = (slug: string, title: string) =>
  answer(
    api.POST('/api/community/boards/{slug}/ideas', { params: { path: { slug } }, body: { title, body: '' } }),
  )

export const changeStatus = (number: number, status: Status, text: string, tells: boolean) =>
  answer(
    api.POST('/api/community/ideas/{number}/status', { params: at(number), body: { status, text, tells } }),
  )

export const answerIdea = (number: number, text: string) =>
  answer(api.POST('/api/community/ideas/{number}/answer', { params: at(number), body: { text } }))

export const merge = (number: number, into: number) =>
  answer(api.POST('/api/community/ideas/{number}/merge', { params: at(number), body: { into } }))

export const unmerge = (number: number) =>
  answer(api.POST('/api/community/ideas/{number}/unmerge', { params: at(number) }))

export const moderate = (number: number, act: Act, comment: number | null = null) =>
  answer(api.POST('/api/community/ideas/{number}/moderate', { params: at(number), body: { act, comment } }))

export const linkTexts = (number: number, interaction_ids: string[]) =>
  answer(
    api.POST('/api/community/ideas/{number}/requests', { params: at(number), body: { interaction_ids } }),
  )

export const unlinkText = (number: number, interaction_id: string) =>
  answer(
    api.DELETE('/api/community/ideas/{number}/requests/{interaction_id}', {
      params: { path: { number, interaction_id } },
    }),
  )

/** One of the above at a time: everything about the board is asked anew afterwards. */
export const useCommunityChange = () => useChange(['community'], (work: () => Promise<unknown>) => work())
