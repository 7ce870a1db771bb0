/** Surveys: what is asked of the server, and what it does. */
import { queryOptions, type QueryKey } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import type { Definition } from './definition/definition'

export type SurveyRow = Answered<'/api/surveys'>['rows'][number]
export type KeptSurvey = Answered<'/api/surveys/{survey_id}'>
export type SurveyState = SurveyRow['state']
export type ServerFault = KeptSurvey['faults'][number]

const at = (survey_id: number) => ({ params: { path: { survey_id } } })

export const surveysQuery = queryOptions({
  queryKey: ['surveys'],
  queryFn: ({ signal }) => answer(api.GET('/api/surveys', { signal: patience(signal) })),
})

export const surveyQuery = (id: number) =>
  queryOptions({
    queryKey: ['surveys', id] as QueryKey,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/surveys/{survey_id}', { ...at(id), signal: patience(signal) })),
  })

/** The draft while it is built: asked anew whenever the builder is opened, and not while it is open. */
export const draftQuery = (id: number) => ({
  ...surveyQuery(id),
  queryKey: ['surveys', id, 'draft'],
  staleTime: Infinity,
  gcTime: 0,
})

type Draft = components['schemas']['SurveyDraft']
const sent = (definition: Definition) => definition as unknown as Draft['definition']

export const createSurvey = (name: string, definition: Definition) =>
  answer(api.POST('/api/surveys', { body: { name, definition: sent(definition) } }))

export type BroughtIn = components['schemas']['BroughtInOut']

/** A draft of another tool's file, with a report of what was kept of it. */
export const importSurvey = (file: File) =>
  answer(
    api.POST('/api/surveys/import', {
      body: { file: '', name: '', is_trial: false },
      bodySerializer: () => {
        const form = new FormData()
        form.set('file', file)
        return form
      },
    }),
  )

export interface DraftChange {
  name: string
  definition: Definition
  revision: number
  is_linked?: boolean
}

export const changeSurvey = (id: number, { definition, ...rest }: DraftChange) =>
  answer(api.PUT('/api/surveys/{survey_id}', { ...at(id), body: { ...rest, definition: sent(definition) } }))

export const publishSurvey = (id: number) => answer(api.POST('/api/surveys/{survey_id}/publish', at(id)))
export const closeSurvey = (id: number) => answer(api.POST('/api/surveys/{survey_id}/close', at(id)))
export const reopenSurvey = (id: number) => answer(api.POST('/api/surveys/{survey_id}/reopen', at(id)))
export const deleteSurvey = (id: number) => answer(api.DELETE('/api/surveys/{survey_id}', at(id)))

export type Person = components['schemas']['PersonToAsk']
export type People = components['schemas']['People']

/** A link of their own for each, which can be read now and never again. */
export const invitePeople = (id: number, people: People) =>
  answer(api.POST('/api/surveys/{survey_id}/invitations', { ...at(id), body: people }))

/** What is wrong with a draft as the server sees it. */
export const checkQuery = (definition: Definition) =>
  queryOptions({
    queryKey: ['surveys', 'check', definition],
    gcTime: 0,
    retry: false,
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/surveys/check', { body: { definition: sent(definition) }, signal: patience(signal) }),
      ),
  })
