/** What the kiosk says, in the languages it speaks. */
import { de } from './languages/de'
import { en } from './languages/en'
import { es } from './languages/es'
import { fr } from './languages/fr'
import { it } from './languages/it'

export interface Texts {
  name: string
  question: string
  questionAt: (place: string) => string
  recommend: string
  faces: [string, string, string, string, string]
  least: string
  most: string
  more: string
  hint: string
  send: string
  skip: string
  thanks: string
  again: string
  close: string
  soon: (seconds: number) => string
  longer: string
  anonymous: string
  waiting: (count: number) => string
  offline: string
  refused: string
  full: string
}

export const LANGUAGES: Record<string, Texts> = { en, de, es, fr, it }

/** The first of the visitor's languages that we speak; English otherwise. */
export function pickLanguage(wanted: readonly string[]): string {
  return wanted.map((one) => one.slice(0, 2).toLowerCase()).find((one) => one in LANGUAGES) || 'en'
}
