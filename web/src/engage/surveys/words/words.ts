/** Texts in several languages. `default` stands for the survey's own language. */
import type { Definition, Words } from '../definition/definition'

export const OWN = 'default'

/** The text in a language; empty where there is none. */
export function wordsIn(words: Words | undefined, locale = OWN): string {
  if (words === undefined) return ''
  if (typeof words === 'string') return locale === OWN ? words : ''
  return words[locale] ?? ''
}

/** What is shown in a language: the survey's own where it was not translated. */
export const shownIn = (words: Words | undefined, locale = OWN): string =>
  wordsIn(words, locale) ||
  wordsIn(words) ||
  (typeof words === 'object' ? (Object.values(words)[0] ?? '') : '')

/** The words with one language changed; a single language is a plain text, no text at all nothing. */
export function withWords(words: Words | undefined, locale: string, text: string): Words | undefined {
  const before = typeof words === 'object' ? words : words ? { [OWN]: words } : {}
  const kept = Object.entries(before).filter(([key]) => key !== locale)
  const all = Object.fromEntries(text === '' ? kept : [...kept, [locale, text]])
  const locales = Object.keys(all)
  if (locales.length === 0) return undefined
  return locales.length === 1 && locales[0] === OWN ? all[OWN] : all
}

export const ownLanguage = ({ locale }: Definition) => locale ?? 'en'

/** Every language something is written in besides the survey's own. */
export function languagesOf(survey: Definition): string[] {
  const found = new Set<string>()
  const walk = (thing: unknown): void => {
    if (Array.isArray(thing)) thing.forEach(walk)
    else if (thing && typeof thing === 'object') {
      const keys = Object.keys(thing)
      if (isWords(thing)) keys.filter((key) => key !== OWN).forEach((key) => found.add(key))
      else Object.values(thing).forEach(walk)
    }
  }
  walk(survey)
  return [...found].filter((key) => key !== ownLanguage(survey)).sort()
}

const LOCALE = /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/

/** Whether an object is a text in several languages: keys that are languages, values that are texts. */
export function isWords(thing: object): thing is Record<string, string> {
  const entries = Object.entries(thing)
  return (
    entries.length > 0 &&
    OWN in thing &&
    entries.every(([key, value]) => typeof value === 'string' && (key === OWN || LOCALE.test(key)))
  )
}

/** A language's name in the reader's language, "de" as it is where nobody knows it. */
export function languageName(locale: string, reader?: string): string {
  try {
    return new Intl.DisplayNames(reader ?? 'en', { type: 'language' }).of(locale) ?? locale
  } catch {
    return locale
  }
}
