/** What a survey found: what is asked of the server, and how a page's address says which part of it. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { readTexts } from '~/record/interactions/scope'

export type Results = Answered<'/api/surveys/{survey_id}/results'>
export type QuestionFound = Results['questions'][number]
export type Group = Results['groups'][number]
export type Numbers = Results['response_rate']
export type ResponseRow = Answered<'/api/surveys/{survey_id}/responses'>['rows'][number]

const KEYS = ['since', 'until', 'where', 'segment', 'question', 'by', 'behind'] as const

/**
 * `where` is "name=value": only those who answered so; `segment` only customers in it now. `question` is split `by` something. `behind` opens the
 * responses: "all", "partial", "question:name" or "answer:name=value".
 */
export type ResultsSearch = Partial<Record<(typeof KEYS)[number], string>>

export const readResultsSearch = (search: Record<string, unknown>): ResultsSearch => readTexts(search, KEYS)

const LIVE = 15_000

const asked = ({ since, until, where, segment }: ResultsSearch) => ({ since, until, where, segment })

/** Whether only a part of the answers is looked at. */
export const isPart = (search: ResultsSearch) => Object.values(asked(search)).some(Boolean)

export const resultsQuery = (id: number, search: ResultsSearch, isOpen: boolean) =>
  queryOptions({
    queryKey: ['surveys', id, 'results', asked(search)],
    placeholderData: keepPreviousData,
    refetchInterval: isOpen ? LIVE : false,
    queryFn: ({ signal }) => found(id, asked(search), signal),
  })

/** One question's score, split. */
export const splitQuery = (
  id: number,
  search: ResultsSearch,
  question: string,
  by: string,
  isOpen: boolean,
) =>
  queryOptions({
    queryKey: ['surveys', id, 'split', asked(search), question, by],
    placeholderData: keepPreviousData,
    refetchInterval: isOpen ? LIVE : false,
    retry: false,
    queryFn: ({ signal }) => found(id, { ...asked(search), question, by }, signal),
  })

const found = (survey_id: number, query: ResultsSearch, signal: AbortSignal) =>
  answer(
    api.GET('/api/surveys/{survey_id}/results', {
      params: { path: { survey_id }, query },
      signal: patience(signal),
    }),
  )

/** The responses a number rests on, as `behind` names it. */
export function behindQuery(search: ResultsSearch) {
  const behind = search.behind ?? 'all'
  const [kind = 'all'] = behind.split(':')
  const rest = behind.slice(kind.length + 1)
  const query = { ...asked(search), state: 'complete' as const }
  if (kind === 'partial') return { ...query, where: undefined, state: 'partial' as const }
  if (kind === 'question') return { ...query, question: rest }
  return kind === 'answer' ? { ...query, where: rest } : query
}

export type Written = Answered<'/api/surveys/{survey_id}/written'>['rows'][number]

/** What was written, as it was read: it lags the answers by seconds. */
export const writtenQuery = (survey_id: number, isOpen: boolean) =>
  queryOptions({
    queryKey: ['surveys', survey_id, 'written'],
    refetchInterval: isOpen ? LIVE : false,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/surveys/{survey_id}/written', {
          params: { path: { survey_id } },
          signal: patience(signal),
        }),
      ),
  })

export const responsesQuery = (survey_id: number, search: ResultsSearch) =>
  infiniteQueryOptions({
    queryKey: ['surveys', survey_id, 'responses', behindQuery(search)],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/surveys/{survey_id}/responses', {
          params: { path: { survey_id }, query: { ...behindQuery(search), cursor: pageParam, limit: 25 } },
          signal: patience(signal),
        }),
      ),
  })
