/** A new question, in the survey's own language. */
import type { Definition, Question } from './definition'
import { kindNamed } from './kinds'
import { freeName } from './names'
import { insertQuestion, type At } from './places'
import { OWN, ownLanguage } from '../words/words'

const LANGUAGES = ['en', 'de']

/** Texts in all languages the builder knows, as a survey in one language wants them: its own alone, or with one more. */
export function inLanguage<Thing>(thing: Thing, own: string, others: string[] = []): Thing {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (!value || typeof value !== 'object') return value
    const keys = Object.keys(value)
    if (keys.length > 0 && keys.every((key) => LANGUAGES.includes(key)))
      return chosen(value as Record<string, string>, own, others)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(thing) as Thing
}

function chosen(words: Record<string, string>, own: string, others: string[]): unknown {
  const first = words[own] ?? words.en
  const further = others.filter((one) => one !== own && words[one] !== undefined)
  if (further.length === 0) return first
  return { [OWN]: first, ...Object.fromEntries(further.map((one) => [one, words[one]])) }
}

/** The survey with a question of a kind put at a place. */
export function addQuestion(survey: Definition, at: At, kind: string): Definition {
  const known = kindNamed(kind)
  if (!known) return survey
  const made = inLanguage(known.made, ownLanguage(survey))
  const name = freeName(survey, known.stem)
  const { type, ...rest } = made
  return insertQuestion(survey, at, { type, name, ...rest } as Question)
}

/** A question made another kind: what both have stays, so that nobody writes a title twice. */
export function retyped(survey: Definition, question: Question, kind: string): Question {
  const known = kindNamed(kind)
  if (!known) return question
  const made = inLanguage(known.made, ownLanguage(survey))
  const { name, title, description, isRequired, visibleIf, choices } = question
  const kept = {
    description,
    visibleIf,
    title: title ?? made.title,
    isRequired: isRequired ?? made.isRequired,
  }
  const list = made.choices && choices?.length ? { choices } : {}
  const all = { ...made, ...kept, ...list, name } as Question
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Question
}

export const newSurvey = (locale = 'en', title = ''): Definition => ({
  title,
  ...(locale === 'en' ? {} : { locale }),
  showProgressBar: true,
  pages: [{ name: 'page1', elements: [] }],
})
