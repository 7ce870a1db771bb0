/** Asking people: what the server is asked, and what it does. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'

export type Plan = Answered<'/api/surveys/{survey_id}/plans'>['rows'][number]
export type NewPlan = components['schemas']['NewPlan']
export type Widget = Answered<'/api/surveys/{survey_id}/widgets'>['rows'][number]
export type NewWidget = components['schemas']['NewWidget']
export type Asking = Answered<'/api/surveys/{survey_id}/askings'>['rows'][number]
export type AskingCount = Answered<'/api/surveys/{survey_id}/askings'>['counts'][number]
export type Gateway = NonNullable<Answered<'/api/contacts/gateway'>['gateway']>
export type GatewayChange = components['schemas']['GatewayChange']

const at = (survey_id: number) => ({ params: { path: { survey_id } } })

/** What was asked anew once somebody was asked. */
export const asked = (id: number) => ['surveys', id, 'asking'] as const

export const plansQuery = (id: number) =>
  queryOptions({
    queryKey: [...asked(id), 'plans'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/surveys/{survey_id}/plans', { ...at(id), signal: patience(signal) })),
  })

export const widgetsQuery = (id: number) =>
  queryOptions({
    queryKey: [...asked(id), 'widgets'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/surveys/{survey_id}/widgets', { ...at(id), signal: patience(signal) })),
  })

export type AskingState = Asking['state'] | ''

export const askingsQuery = (survey_id: number, state: AskingState, before?: number) =>
  queryOptions({
    queryKey: [...asked(survey_id), 'askings', state, before],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/surveys/{survey_id}/askings', {
          params: { path: { survey_id }, query: { state, before, limit: 25 } },
          signal: patience(signal),
        }),
      ),
  })

export const gatewayQuery = queryOptions({
  queryKey: ['gateway'],
  queryFn: ({ signal }) => answer(api.GET('/api/contacts/gateway', { signal: patience(signal) })),
})

export const textLengthQuery = (text: string) =>
  queryOptions({
    queryKey: ['text-length', text],
    gcTime: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/contacts/text-length', { params: { query: { text } }, signal: patience(signal) })),
  })

export const makePlan = (id: number, body: NewPlan) =>
  answer(api.POST('/api/surveys/{survey_id}/plans', { ...at(id), body }))

export const switchPlan = (survey_id: number, plan_id: number, is_on: boolean) =>
  answer(
    api.PUT('/api/surveys/{survey_id}/plans/{plan_id}', {
      params: { path: { survey_id, plan_id } },
      body: { is_on },
    }),
  )

export const makeWidget = (id: number, body: NewWidget) =>
  answer(api.POST('/api/surveys/{survey_id}/widgets', { ...at(id), body }))

export const switchWidget = (survey_id: number, widget_id: number, is_on: boolean) =>
  answer(
    api.PUT('/api/surveys/{survey_id}/widgets/{widget_id}', {
      params: { path: { survey_id, widget_id } },
      body: { is_on },
    }),
  )

export const askNow = (id: number, body: components['schemas']['PeopleToAsk']) =>
  answer(api.POST('/api/surveys/{survey_id}/askings', { ...at(id), body }))

export const sendTrial = (id: number, body: components['schemas']['Trial']) =>
  answer(api.POST('/api/surveys/{survey_id}/trials', { ...at(id), body }))

export const saveGateway = (body: GatewayChange) => answer(api.PUT('/api/contacts/gateway', { body }))
