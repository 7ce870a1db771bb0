/** What this domain asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'

export type Risk = NonNullable<Answered<'/api/risk'>['risk']>
export type RiskName = Risk['name']
export type BackTest = Risk['tests'][number]
export type Bin = BackTest['judged']['bins'][number]
export type CustomerAtRisk = Answered<'/api/risk/customers'>['rows'][number]
export type Reason = CustomerAtRisk['reasons'][number]
export type RiskOrder = 'stake' | 'chance' | 'health'

export const NAMES: RiskName[] = ['contracts', 'orders', 'visits']

export const readName = (text: unknown): RiskName | undefined => NAMES.find((name) => name === text)

export interface Which {
  name?: RiskName
  segment?: string
}

export const riskQuery = (which: Which | undefined) =>
  queryOptions({
    queryKey: ['risk', which],
    enabled: which !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/risk', { params: { query: which }, signal: patience(signal) })),
  })

export const atRiskQuery = (which: Which | undefined, by: RiskOrder, limit: number) =>
  queryOptions({
    queryKey: ['risk', 'customers', which, by, limit],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/risk/customers', {
          params: { query: { ...which, by, limit } },
          signal: patience(signal),
        }),
      ),
  })

export const foreseenQuery = (
  which: Which | undefined,
  cut: string,
  { low, high }: Pick<Bin, 'low' | 'high'>,
) =>
  queryOptions({
    queryKey: ['risk', 'foreseen', which, cut, low, high],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/risk/foreseen', {
          params: { query: { ...which, cut, low, high, limit: 50 } },
          signal: patience(signal),
        }),
      ),
  })

export const makeScores = (name: RiskName) => answer(api.POST('/api/risk', { body: { name } }))
