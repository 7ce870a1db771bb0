/** What can be chosen: written as plain values where that says all, as values with texts where it does not. */
import type { Choice, ChoiceLike } from './definition'
import { wordsIn, withWords } from '../words/words'

export const asChoice = (choice: ChoiceLike): Choice =>
  typeof choice === 'object' ? choice : { value: choice }

export const textOf = (choice: ChoiceLike, locale = 'default'): string => {
  const { value, text } = asChoice(choice)
  return text === undefined ? String(value) : wordsIn(text, locale) || String(value)
}

/** Plain again where the text says nothing more than the value. */
export function shortest(choice: Choice): ChoiceLike {
  const others = Object.keys(choice).some((key) => key !== 'value' && key !== 'text')
  return !others && (choice.text === undefined || choice.text === choice.value) ? choice.value : choice
}

/**
 * A choice with another text. What was never told apart stays so: the value follows the text until the survey has
 * answers, because afterwards old answers would mean nothing.
 */
export function withText(choice: ChoiceLike, text: string, locale: string, isFixed: boolean): ChoiceLike {
  const before = asChoice(choice)
  if (locale === 'default' && !isFixed && typeof choice === 'string') return text
  const words = withWords(before.text ?? String(before.value), locale, text)
  return shortest({ ...before, text: words })
}

/** A choice nobody has used yet: "Choice 3". */
export function newChoice(choices: ChoiceLike[], stem = 'Choice'): string {
  const taken = choices.map((one) => String(asChoice(one).value))
  let number = choices.length + 1
  while (taken.includes(`${stem} ${number}`)) number += 1
  return `${stem} ${number}`
}

/** Choices pasted as lines; marks of lists in front of them go. */
export const fromLines = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
      .filter(Boolean),
  ),
]
