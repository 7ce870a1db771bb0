/** Earlier answers quoted in later texts, as {name}. */
import type { Definition, Words } from '../definition/definition'
import { isBefore, questionsOf, type At, type Placed } from '../definition/places'
import { answerKind } from './comparing'

const QUOTED = /\{([A-Za-z_][\w]*)[^{}]*\}/g

export const quotedIn = (words: Words | undefined): string[] => {
  const texts = words === undefined ? [] : typeof words === 'string' ? [words] : Object.values(words)
  return [...new Set(texts.flatMap((text) => [...text.matchAll(QUOTED)].map((found) => found[1]!)))]
}

/** What can be quoted at a place: what was asked before it and reads well in a sentence. */
export const quotable = (survey: Definition, at: At): Placed[] =>
  questionsOf(survey).filter((one) => isBefore(one.at, at) && answerKind(one.question) !== 'whole')

/** A text with an answer quoted where the cursor stands. */
export function withQuoted(
  text: string,
  name: string,
  from: number,
  to = from,
): { text: string; cursor: number } {
  const token = `{${name}}`
  const before = text.slice(0, from)
  const gap = before === '' || /\s$/.test(before) ? '' : ' '
  return { text: `${before}${gap}${token}${text.slice(to)}`, cursor: from + gap.length + token.length }
}

/** Every name an expression speaks of, whether it can be read as a rule or not. */
export const namesIn = (expression: string | undefined): string[] =>
  [...(expression ?? '').matchAll(/\{([^{}]+)\}/g)].map((found) => found[1]!.trim().replace(/[.[-].*$/, ''))
