/** Names of questions in the data: free ones, and a survey in which one is called otherwise. */
import type { Definition, Question } from './definition'
import { insertQuestion, placedAll, questionAt, setQuestion, type At } from './places'

/** What a name may not hold: braces quote answers. */
export const isName = (name: string) => name.trim() !== '' && !/[{}]/.test(name)

export const namesOf = (survey: Definition): string[] =>
  placedAll(survey).map(({ question }) => question.name)

/** The stem, or the stem with the first number that is free. */
export function freeName(survey: Definition, stem: string, taken = namesOf(survey)): string {
  if (stem !== 'page' && !taken.includes(stem)) return stem
  let number = stem === 'page' ? 1 : 2
  while (taken.includes(`${stem}${number}`)) number += 1
  return `${stem}${number}`
}

const POINTERS = ['gotoName', 'setToName', 'fromName']

/** A question called otherwise, and everything that speaks of it with it: rules, jumps and texts that quote its answer. */
export function rename(survey: Definition, at: At, name: string): Definition {
  const before = questionAt(survey, at)?.name
  if (before === undefined || before === name) return survey
  const renamed = setQuestion(survey, at, { name })
  if (before === '' || namesOf(renamed).includes(before)) return renamed
  const quoted = new RegExp(`\\{${escaped(before)}(?=[}.\\[-])`, 'g')
  const walk = (thing: unknown, key = ''): unknown => {
    if (typeof thing === 'string')
      return POINTERS.includes(key) && thing === before ? name : thing.replace(quoted, () => `{${name}`)
    if (Array.isArray(thing)) return thing.map((one) => walk(one))
    if (thing && typeof thing === 'object')
      return Object.fromEntries(Object.entries(thing).map(([inner, value]) => [inner, walk(value, inner)]))
    return thing
  }
  return walk(renamed) as Definition
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

function renamedCopy(survey: Definition, question: Question, taken: string[]): Question {
  const stem = question.name.replace(/\d+$/, '') || 'question'
  const name = freeName(survey, stem, taken)
  taken.push(name)
  const elements = question.elements?.map((one) => renamedCopy(survey, one, taken))
  return { ...question, name, ...(elements ? { elements } : {}) }
}

/** The same question once more below, under a name of its own. */
export function duplicate(survey: Definition, at: At): Definition {
  const question = questionAt(survey, at)
  if (!question) return survey
  const copy = renamedCopy(survey, question, namesOf(survey))
  return insertQuestion(survey, [...at.slice(0, -1), at.at(-1)! + 1], copy)
}
