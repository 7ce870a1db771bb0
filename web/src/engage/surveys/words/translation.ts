/** Everything in a survey that people read, as rows to be translated. */
import type { Definition, Words } from '../definition/definition'
import { isWords, withWords, wordsIn } from './words'

export type Path = readonly (string | number)[]

export interface Phrase {
  path: Path
  /** What it is: title, choice, end of a scale … */
  what: string
  words: Words
}

const READ: Record<string, string> = {
  title: 'Title',
  description: 'Explanation',
  html: 'Text',
  minRateDescription: 'Lowest means',
  maxRateDescription: 'Highest means',
  labelTrue: 'Yes',
  labelFalse: 'No',
  placeholder: 'Example',
  requiredErrorText: 'When nothing is answered',
  otherText: 'Other',
  noneText: 'None',
  completedHtml: 'Thanks',
  completeText: 'Send button',
  pageNextText: 'Next button',
  pagePrevText: 'Back button',
}
const LISTS: Record<string, string> = {
  choices: 'Choice',
  rateValues: 'Step',
  rows: 'Row',
  columns: 'Column',
}
const INNER = ['pages', 'elements', 'items', 'validators', 'completedHtmlOnCondition']

/** Every phrase in the order people meet it. */
export const phrasesOf = (survey: Definition): Phrase[] => phrasesIn(survey, [])

function phrasesIn(thing: object, path: Path): Phrase[] {
  const found: Phrase[] = []
  for (const [key, value] of Object.entries(thing)) {
    const here = [...path, key]
    const what = READ[key] ?? (key === 'text' ? 'What is wrong' : undefined)
    if (what && isText(value)) found.push({ path: here, what, words: value })
    else if (key in LISTS && Array.isArray(value)) found.push(...listed(value, here, LISTS[key]!))
    else if (INNER.includes(key) && Array.isArray(value))
      value.forEach((one, at) => found.push(...phrasesIn(one as object, [...here, at])))
  }
  return found
}

const isText = (value: unknown): value is Words =>
  (typeof value === 'string' && value.trim() !== '') ||
  (typeof value === 'object' && value !== null && isWords(value))

/** A number that stands for itself reads the same in every language. */
const listed = (list: unknown[], path: Path, what: string): Phrase[] =>
  list.flatMap((one, at): Phrase[] => {
    if (typeof one === 'string') return [{ path: [...path, at], what, words: one }]
    if (typeof one !== 'object' || one === null) return []
    const { value, text } = one as { value: unknown; text?: Words }
    if (text === undefined && typeof value !== 'string') return []
    return [{ path: [...path, at, 'text'], what, words: text ?? String(value) }]
  })

/** The survey with a phrase in one language changed. */
export function translated(
  survey: Definition,
  { path, words }: Phrase,
  locale: string,
  text: string,
): Definition {
  const next = withWords(words, locale, text)
  return put(survey, path, next, words) as Definition
}

function put(thing: unknown, [first, ...rest]: Path, value: unknown, words: Words): unknown {
  if (first === undefined) return value
  if (Array.isArray(thing))
    return thing.map((one: unknown, at) => {
      if (at !== first) return one
      const isPlain = rest.length === 0 && typeof one !== 'object'
      return isPlain ? { value: one, text: value } : put(one, rest, value, words)
    })
  const holder = thing as Record<string, unknown>
  return { ...holder, [first]: put(holder[first], rest, value, words) }
}

/** How many phrases a language still lacks. */
export const countMissing = (phrases: Phrase[], locale: string) =>
  phrases.filter(({ words }) => wordsIn(words, locale) === '').length
