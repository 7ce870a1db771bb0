/** What this domain asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { readScope, readTexts, type Scope, type ScopeQuery } from '~/record/interactions/scope'

export type Value = Answered<'/api/value'>
export type Fit = NonNullable<Value['fit']>
export type Expected = Value['purchases']
export type ValuedCustomer = Answered<'/api/value/customers'>['rows'][number]
export type Survival = Answered<'/api/value/survival'>
export type Holdout = Answered<'/api/value/holdout'>

const OWN_KEYS = ['weeks', 'model', 'margin', 'discount', 'by', 'split', 'risk'] as const
export type ValueSearch = Scope & Partial<Record<(typeof OWN_KEYS)[number], string>>
export type Ranking = 'worth' | 'slipping'

export const readValueSearch = (search: Record<string, unknown>): ValueSearch => ({
  ...readScope(search),
  ...readTexts(search, OWN_KEYS),
})

export interface Terms {
  weeks: number
  model: 'bg_nbd' | 'pareto_nbd'
  margin: number
  discount: number
}

const within = (text: string | undefined, low: number, high: number, otherwise: number) => {
  const value = Number(text)
  return text && value >= low && value <= high ? value : otherwise
}

/** How value is counted, from the URL; what cannot be is what it usually is. */
export const termsOf = ({ weeks, model, margin, discount }: ValueSearch): Terms => ({
  weeks: Math.round(within(weeks, 1, 520, 52)),
  model: model === 'pareto_nbd' ? 'pareto_nbd' : 'bg_nbd',
  margin: within(margin, 0.001, 1, 1),
  discount: within(discount, 0, 1, 0.1),
})

/** All customers known by the end of the period: its beginning would leave out those who came before. */
const knownBy = (scope: ScopeQuery | undefined) => ({ ...scope, since: undefined })

export const valueQuery = (scope: ScopeQuery | undefined, terms: Terms) =>
  queryOptions({
    queryKey: ['value', knownBy(scope), terms],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/value', {
          params: { query: { ...knownBy(scope), ...terms } },
          signal: patience(signal),
        }),
      ),
  })

export const valuedCustomersQuery = (
  scope: ScopeQuery | undefined,
  terms: Terms,
  by: Ranking,
  limit: number,
) =>
  queryOptions({
    queryKey: ['value', 'customers', knownBy(scope), terms, by, limit],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/value/customers', {
          params: { query: { ...knownBy(scope), ...terms, by, limit } },
          signal: patience(signal),
        }),
      ),
  })

export const holdoutQuery = (scope: ScopeQuery | undefined, { model }: Terms) =>
  queryOptions({
    queryKey: ['value', 'holdout', knownBy(scope), model],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/value/holdout', {
          params: { query: { ...knownBy(scope), model } },
          signal: patience(signal),
        }),
      ),
  })

export const survivalQuery = (scope: ScopeQuery | undefined, by: string | undefined) =>
  queryOptions({
    queryKey: ['value', 'survival', knownBy(scope), by],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/value/survival', {
          params: { query: { ...knownBy(scope), by } },
          signal: patience(signal),
        }),
      ),
  })
