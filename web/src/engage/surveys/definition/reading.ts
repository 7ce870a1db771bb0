/** A definition from elsewhere: brought into the one form the builder works on, with everything else kept. */
import type { Definition, Page, Question } from './definition'

type Loose = Record<string, unknown>

const isObject = (thing: unknown): thing is Loose =>
  typeof thing === 'object' && thing !== null && !Array.isArray(thing)

const listed = (thing: unknown): Loose[] => (Array.isArray(thing) ? thing.filter(isObject) : [])

/** Questions stand under `elements`, as they did under `questions` once. */
function pageOf({ questions, elements, ...rest }: Loose, at: number): Page {
  const all = [...listed(elements), ...listed(questions)]
  return { ...rest, name: String(rest.name ?? `page${at + 1}`), elements: all as unknown as Question[] }
}

/** The survey an object is; undefined where it is none. */
export function readDefinition(thing: unknown): Definition | undefined {
  if (!isObject(thing)) return undefined
  const { pages, elements, questions, ...rest } = thing
  const loose = [...listed(elements), ...listed(questions)]
  if (!Array.isArray(pages) && loose.length === 0 && Object.keys(thing).length > 0) return undefined
  const whole = listed(pages).map(pageOf)
  if (loose.length > 0) whole.push(pageOf({ elements: loose }, whole.length))
  return { ...rest, pages: whole.length > 0 ? whole : [{ name: 'page1', elements: [] }] }
}

export interface Refused {
  title: string
  detail: string
}

/** The survey a text is, or what is wrong with the text. */
export function parseDefinition(text: string): { survey: Definition } | { refused: Refused } {
  try {
    const survey = readDefinition(JSON.parse(text))
    if (survey) return { survey }
    const detail = 'It should be an object with “pages”, each with “elements”, as SurveyJS writes it.'
    return { refused: { title: 'This is JSON, but no survey', detail } }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { refused: { title: 'This is not JSON', detail } }
  }
}
