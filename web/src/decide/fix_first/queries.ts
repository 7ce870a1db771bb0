/** What this domain asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { paths } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { readScope, readTexts, type Scope, type ScopeQuery } from '~/record/interactions/scope'

export type FixFirst = Answered<'/api/fix-first'>
export type PainPoint = FixFirst['rows'][number]
export type RarePainPoint = FixFirst['too_few'][number]
export type Words = Answered<'/api/fix-first/words'>
export type PainInWords = Words['rows'][number]
export type Quote = PainPoint['quotes'][number]

/** `moves`: the outcome that is moved; `open`: the row that is opened ("none" for no row). */
export type FixFirstSearch = Scope & { moves?: string; open?: string }

export const readFixFirstSearch = (search: Record<string, unknown>): FixFirstSearch => ({
  ...readScope(search),
  ...readTexts(search, ['moves', 'open']),
})

type Asked = NonNullable<paths['/api/fix-first']['get']['parameters']['query']>

export const fixFirstQuery = (scope: ScopeQuery | undefined, moves: string | undefined) =>
  queryOptions({
    queryKey: ['fix-first', scope, moves],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        // An outcome that does not exist is for the server to refuse: it says which there are.
        api.GET('/api/fix-first', {
          params: { query: { ...scope, moves } as Asked },
          signal: patience(signal),
        }),
      ),
  })

export const wordsQuery = (scope: ScopeQuery | undefined, moves: string | undefined) =>
  queryOptions({
    queryKey: ['fix-first', 'words', scope, moves],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/fix-first/words', {
          params: { query: { ...scope, moves } as Asked },
          signal: patience(signal),
        }),
      ),
  })
