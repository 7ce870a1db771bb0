/** What cases ask the server, and what they have it do. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'
import { readTexts } from '~/record/interactions/scope'

export type CaseList = Answered<'/api/cases'>
export type Case = CaseList['rows'][number]
export type CaseBody = Answered<'/api/cases/{number}'>
export type CaseStep = CaseBody['steps'][number]
export type Figures = Answered<'/api/cases/figures'>
export type CaseGroup = Figures['by_owner'][number]
export type Rule = Answered<'/api/cases/rules'>['rows'][number]
export type RuleChange = components['schemas']['RuleChange']
export type Conclusion = components['schemas']['ConclusionIn']['conclusion']
export type CasesSearch = { state?: string; owner?: string; cause?: string }

const SHOWN = ['running', 'open', 'contacted', 'unproven', 'closed', 'dismissed', 'all'] as const
type Shown = (typeof SHOWN)[number]

export const readCasesSearch = (search: Record<string, unknown>): CasesSearch =>
  readTexts(search, ['state', 'owner', 'cause'])

export const casesQuery = ({ state, owner, cause }: CasesSearch, limit: number) =>
  queryOptions({
    queryKey: ['cases', 'list', state, owner, cause, limit],
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/cases', {
          params: {
            query: {
              state: SHOWN.find((one) => one === state) ?? ('running' satisfies Shown),
              overdue: state === 'overdue',
              owner,
              cause,
              limit,
            },
          },
          signal: patience(signal),
        }),
      ),
  })

export const caseQuery = (number: number) =>
  queryOptions({
    queryKey: ['cases', number],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/cases/{number}', { params: { path: { number } }, signal: patience(signal) })),
  })

export const figuresQuery = queryOptions({
  queryKey: ['cases', 'figures'],
  queryFn: ({ signal }) => answer(api.GET('/api/cases/figures', { signal: patience(signal) })),
})

export const rulesQuery = queryOptions({
  queryKey: ['cases', 'rules'],
  queryFn: ({ signal }) => answer(api.GET('/api/cases/rules', { signal: patience(signal) })),
})

export const valueQuery = (customer_id: string) =>
  queryOptions({
    queryKey: ['value', 'customer', customer_id],
    retry: false,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/value/customers/{customer_id}', {
          params: { path: { customer_id } },
          signal: patience(signal),
        }),
      ),
  })

/** Null where nobody was scored yet. */
export const riskQuery = (customer_id: string) =>
  queryOptions({
    queryKey: ['risk', 'customer', customer_id],
    retry: false,
    queryFn: async ({ signal }) => {
      const { risk } = await answer(api.GET('/api/risk', { signal: patience(signal) }))
      if (!risk) return null
      return answer(
        api.GET('/api/risk/customers/{customer_id}', {
          params: { path: { customer_id } },
          signal: patience(signal),
        }),
      )
    },
  })

const at = (number: number) => ({ path: { number } })

export const assign = (number: number, owner: string) =>
  answer(api.POST('/api/cases/{number}/owner', { params: at(number), body: { owner } }))

export const writeNote = (number: number, text: string) =>
  answer(api.POST('/api/cases/{number}/notes', { params: at(number), body: { text } }))

export const noteContact = (number: number, channel: string, text: string) =>
  answer(api.POST('/api/cases/{number}/contacts', { params: at(number), body: { channel, text } }))

export const conclude = (number: number, conclusion: Conclusion, root_cause: string, text: string) =>
  answer(
    api.POST('/api/cases/{number}/conclusion', {
      params: at(number),
      body: { conclusion, root_cause, text },
    }),
  )

export const confirmRecovery = (number: number, text: string) =>
  answer(api.POST('/api/cases/{number}/confirmation', { params: at(number), body: { text } }))

export const dismiss = (number: number, text: string) =>
  answer(api.POST('/api/cases/{number}/dismissal', { params: at(number), body: { text } }))

export const changeRule = (name: string, body: RuleChange) =>
  answer(api.PATCH('/api/cases/rules/{name}', { params: { path: { name } }, body }))

export const countBack = (name: string, since: string) =>
  answer(api.GET('/api/cases/rules/{name}/preview', { params: { path: { name }, query: { since } } }))

export const lookBack = (name: string, since: string) =>
  answer(api.POST('/api/cases/rules/{name}/backfill', { params: { path: { name } }, body: { since } }))

/** One of the above at a time: everything about cases is asked anew afterwards. */
export const useCaseChange = () => useChange(['cases'], (work: () => Promise<unknown>) => work())
