/** Notes from the front line: what is asked of the server, and what it does. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { readTexts } from '~/record/interactions/scope'

export type Note = Answered<'/api/notes'>['rows'][number]
export type Leads = Answered<'/api/notes/leads'>
export type SaidFirst = Leads['rows'][number]
export type NewNote = components['schemas']['NewNote']

export interface NotesSearch {
  topic?: string
  touchpoint?: string
}

export const readNotesSearch = (search: Record<string, unknown>): NotesSearch =>
  readTexts(search, ['topic', 'touchpoint'] as const)

const PAGE = 25

export const notesQuery = (search: NotesSearch) =>
  infiniteQueryOptions({
    queryKey: ['notes', 'list', search],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/notes', {
          params: { query: { ...search, cursor: pageParam, limit: PAGE } },
          signal: patience(signal),
        }),
      ),
  })

export const leadsQuery = queryOptions({
  queryKey: ['notes', 'leads'],
  queryFn: ({ signal }) => answer(api.GET('/api/notes/leads', { signal: patience(signal) })),
})

export const noteTopicsQuery = queryOptions({
  queryKey: ['notes', 'topics'],
  queryFn: ({ signal }) => answer(api.GET('/api/notes/topics', { signal: patience(signal) })),
})

/** With one's name, or without: then the server keeps nothing of who it was. */
export const writeNote = ({ unnamed, ...body }: NewNote & { unnamed: boolean }) =>
  unnamed ? answer(api.POST('/api/notes/unnamed', { body })) : answer(api.POST('/api/notes', { body }))

export const dropNote = (note_id: string) =>
  answer(api.DELETE('/api/notes/{note_id}', { params: { path: { note_id } } }))
