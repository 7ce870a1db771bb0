/** What this domain asks the server, and what it has it do. */
import { infiniteQueryOptions, keepPreviousData, queryOptions, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { readScope, readTexts, type Scope, type ScopeQuery } from '~/record/interactions/scope'

export type Voice = Answered<'/api/voice'>
export type Topic = Voice['topics'][number]
export type Figures = Topic['figures']
export type Progress = Voice['progress']
export type TopicDetail = Answered<'/api/voice/topics/{topic}'>
export type Sentences = Answered<'/api/voice/sentences'>
export type Sentence = Sentences['rows'][number]
export type Said = Sentence['opinions'][number]
export type Cell = Answered<'/api/voice/heat'>['cells'][number]
export type NewCorrection = components['schemas']['NewCorrection']
export type NewWish = components['schemas']['NewWish']
export type Label = NonNullable<NewCorrection['label']>

const OWN_KEYS = ['voices', 'topic', 'kind', 'sort', 'label', 'emotion', 'intent', 'order'] as const

/** `topic`: the one that is opened; `label`, `emotion`, `intent`: which of its sentences. All of it lives in the URL. */
export type VoiceSearch = Scope & Partial<Record<(typeof OWN_KEYS)[number], string>>

export const readVoiceSearch = (search: Record<string, unknown>): VoiceSearch => ({
  ...readScope(search),
  ...readTexts(search, OWN_KEYS),
})

const SOON = 5_000
const LOOKS_FOR_TOPICS = 36 // three minutes: few texts may never make one

interface Asked {
  state: { data: Voice | undefined; dataUpdateCount: number }
}

/** Texts still wait, or topics of those read do; in a log without texts nothing does. */
const isGathering = ({ progress, topics }: Voice, looks: number) =>
  progress.waiting > 0 || (progress.read > 0 && topics.length === 0 && looks < LOOKS_FOR_TOPICS)

export const voiceQuery = (scope: ScopeQuery | undefined) =>
  queryOptions({
    queryKey: ['voice', 'all', scope],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }: Asked) =>
      state.data && isGathering(state.data, state.dataUpdateCount) ? SOON : false,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/voice', { params: { query: { ...scope } }, signal: patience(signal) })),
  })

export const topicQuery = (topic: string | undefined, scope: ScopeQuery | undefined) =>
  queryOptions({
    queryKey: ['voice', 'topic', topic, scope],
    enabled: scope !== undefined && topic !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/voice/topics/{topic}', {
          params: { path: { topic: topic ?? '' }, query: { ...scope } },
          signal: patience(signal),
        }),
      ),
  })

export const heatQuery = (scope: ScopeQuery | undefined) =>
  queryOptions({
    queryKey: ['voice', 'heat', scope],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/voice/heat', { params: { query: { ...scope } }, signal: patience(signal) })),
  })

export const correctionsQuery = queryOptions({
  queryKey: ['voice', 'corrections'],
  queryFn: ({ signal }) => answer(api.GET('/api/voice/corrections', { signal: patience(signal) })),
})

export interface SentencesAsked {
  topic?: string
  label?: string
  emotion?: string
  intent?: string
  checked?: boolean
  order?: string
  unmasked?: boolean
}

const PAGE = 10

export const sentencesQuery = (scope: ScopeQuery | undefined, asked: SentencesAsked) =>
  infiniteQueryOptions({
    queryKey: ['voice', 'sentences', scope, asked],
    enabled: scope !== undefined,
    initialPageParam: 0,
    getNextPageParam: (page: Sentences) => page.next_offset ?? undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/voice/sentences', {
          params: { query: { ...scope, ...asked, offset: pageParam, limit: PAGE } as never },
          signal: patience(signal),
        }),
      ),
  })

const correct = (body: NewCorrection) => answer(api.POST('/api/voice/corrections', { body }))
const wish = (body: NewWish) => answer(api.POST('/api/voice/wishes', { body }))

/** Afterwards everything about voice is asked anew: a correction counts at once. */
function useSaid<Given, Body>(change: (given: Given) => Promise<Body>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['voice'] }),
  })
}

export const useCorrect = () => useSaid(correct)
export const useWish = () => useSaid(wish)
