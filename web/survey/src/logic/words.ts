/** Texts in the respondent's language, with answers put into them. */
import type { Form } from './form'
import { offered, type Question, type Words } from './questions'
import { areEqual, isGrid, isList, textOf, type Value } from './values'

export function wordsOf(words: Words, language: string): string {
  if (!words || typeof words === 'string') return words || ''
  const short = language.split('-')[0]!.toLowerCase()
  return words[language] || words[short] || words.default || words.en || Object.values(words)[0] || ''
}

/** An answer as people read it. */
export function shownValue(question: Question, value: Value, language: string): string {
  if (isList(value)) return value.map((one) => shownValue(question, one, language)).join(', ')
  if (isGrid(value))
    return Object.entries(value)
      .map(([row, one]) => `${row}: ${textOf(one)}`)
      .join(', ')
  if (question.kind === 'boolean') {
    const { labelTrue, labelFalse } = question.element
    return wordsOf(value === true ? labelTrue : labelFalse, language) || textOf(value)
  }
  const choice = offered(question).find((one) => one.text && areEqual(one.value, value))
  return choice ? wordsOf(choice.text, language) : textOf(value)
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A text with `{name}` replaced by what was answered; names nobody knows stay as they are. */
export function piped(form: Form, words: Words, isHtml = false): string {
  return wordsOf(words, form.language).replace(/\{([^{}]+)\}/g, (whole, name: string) => {
    const value = form.shown(name)
    const isKnown = value != null || form.plan.byName.has(name.toLowerCase()) || name in form.calculated
    if (!isKnown) return whole
    return isHtml ? escaped(textOf(value)) : textOf(value)
  })
}

/** The languages a definition speaks; empty where it says no more than one. */
export function languagesIn(part: Value, found = new Set<string>()): Set<string> {
  if (isList(part)) part.forEach((one) => languagesIn(one, found))
  else if (isGrid(part)) {
    const isWords = 'default' in part && Object.values(part).every((one) => typeof one === 'string')
    if (isWords) Object.keys(part).forEach((one) => found.add(one))
    else Object.values(part).forEach((one) => languagesIn(one, found))
  }
  return found
}
