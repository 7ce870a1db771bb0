/** Surveys to begin with, in our own words. */
import type { Definition } from '../definition/definition'
import { inLanguage, newSurvey } from '../definition/making'
import { AFTER_PURCHASE, PRODUCT } from './buying'
import { EVENT } from './event'
import { EMPLOYEES, GOODBYE } from './leaving'
import type { Template } from './parts'
import { CONVERSATION, EFFORT, ONBOARDING } from './service'

export const TEMPLATES: Template[] = [
  AFTER_PURCHASE,
  CONVERSATION,
  EFFORT,
  PRODUCT,
  ONBOARDING,
  GOODBYE,
  EMPLOYEES,
  EVENT,
]

export const TEMPLATE_LANGUAGES = ['en', 'de']

/** A survey from a template in a language, with further ones beside it; without a template an empty one. */
export function surveyFrom(key: string, own = 'en', others: string[] = []): Definition {
  const template = TEMPLATES.find((one) => one.key === key)
  if (!template) return newSurvey(own)
  const made = inLanguage(template.survey, own, others)
  return own === 'en' ? made : { ...made, locale: own }
}
