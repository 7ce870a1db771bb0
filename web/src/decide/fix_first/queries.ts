/** What this domain asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { readScope, readTexts, type Scope, type ScopeQuery } from '~/record/interactions/scope'

export type FixFirst = Answered<'/api/fix-first'>
export type PainPoint = FixFirst['rows'][number]
export type RarePainPoint = FixFirst['too_few'][number]
export type Quote = PainPoint['quotes'][number]

/** `moves`: the outcome that is moved; `open`: the row that is opened ("none" for no row). */
export type FixFirstSearch = Scope & { moves?: string; open?: string }

export const readFixFirstSearch = (search: Record<string, unknown>): FixFirstSearch => ({
  ...readScope(search),
  ...readTexts(search, ['moves', 'open']),
})

type Moves = NonNullable<NonNullable<Parameters<typeof ask>[0]>['moves']>

const ask = (query: ScopeQuery & { moves?: string }, signal: AbortSignal) =>
  answer(api.GET('/api/fix-first', { params: { query }, signal: patience(signal) }))

export const fixFirstQuery = (scope: ScopeQuery | undefined, moves: string | undefined) =>
  queryOptions({
    queryKey: ['fix-first', scope, moves],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask({ ...scope, moves: moves as Moves | undefined }, signal),
  })
