/** What the page says by itself. English comes with it, other languages when they are needed. */
import english from '../../words/en.json'

export interface Texts {
  next: string
  back: string
  finish: string
  required: string
  mark: string
  optionOther: string
  optionNone: string
  describe: string
  choose: string
  yes: string
  no: string
  page: string
  up: string
  down: string
  keepOrder: string
  moved: string
  remove: string
  language: string
  thanks: string
  already: string
  full: string
  offline: string
  saved: string
  sending: string
  fix: string
  anonymous: string
  wrong: Record<string, string>
}

export const SPOKEN = ['de', 'en', 'es', 'fr', 'it', 'nl', 'pt']
const FOLDER = '/static/survey/'
const loaded: Record<string, Texts> = { en: english }
const short = (language: string) => language.slice(0, 2).toLowerCase()

export const textsOf = (language: string): Texts => loaded[short(language)] ?? english

/** Have a language's texts at hand. Where they cannot be had the page speaks English. */
export async function loadTexts(language: string): Promise<void> {
  const name = short(language)
  if (loaded[name] || !SPOKEN.includes(name)) return
  try {
    const answer = await fetch(`${FOLDER}${name}.json`)
    if (answer.ok) loaded[name] = (await answer.json()) as Texts
  } catch {
    // English it is.
  }
}

/** A text with {0}, {1} … filled in. */
export const fill = (text: string, ...parts: unknown[]) =>
  text.replace(/\{(\d)\}/g, (_, at: string) => String(parts[Number(at)] ?? ''))
