/** A definition gone through once; see regard/engage/surveys/logic/questions.py. */
import { isGrid, type Value } from './values'

export type Words = string | Record<string, string> | undefined
/** Any part of a definition, which the server has checked. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Part = Record<string, any>

export interface Question {
  element: Part
  name: string
  kind: string
  page: number
  around: Part[]
  takesSeveral: boolean
  hasOther: boolean
  hasNone: boolean
}

export interface Place {
  part: Part
  around: Part[]
  names: string[]
}

export interface Plan {
  definition: Part
  pages: Part[]
  questions: Question[]
  places: Place[]
  byName: Map<string, Question>
}

export const valueOf = (choice: Value): Value => (isGrid(choice) ? choice.value : choice)
export const elementsOf = (place: Part): Part[] => place.elements || place.questions || []

export function planOf(definition: Part): Plan {
  const loose = definition.elements || definition.questions
  const pages: Part[] = definition.pages?.length
    ? definition.pages
    : loose
      ? [{ name: 'page1', elements: loose }]
      : []
  const places: Place[] = []
  const questions = pages.flatMap((page, at) => inside(page, at, [], places))
  const byName = new Map(questions.map((one) => [one.name.toLowerCase(), one]))
  return { definition, pages, questions, places, byName }
}

function inside(place: Part, page: number, around: Part[], places: Place[]): Question[] {
  const within = [...around, place]
  const found = elementsOf(place).flatMap((element) =>
    element.type === 'panel' ? inside(element, page, within, places) : [question(element, page, within)],
  )
  places.push({ part: place, around, names: found.map((one) => one.name) })
  return found
}

function question(element: Part, page: number, around: Part[]): Question {
  const kind: string = element.type
  return {
    element,
    name: element.name,
    kind,
    page,
    around,
    takesSeveral: ['checkbox', 'tagbox', 'ranking', 'file'].includes(kind) || !!element.multiSelect,
    hasOther: !!(element.showOtherItem || element.hasOther),
    hasNone: !!(element.showNoneItem || element.hasNone),
  }
}

export function rateValues(element: Part): Value[] {
  if (element.rateValues?.length) return element.rateValues.map(valueOf)
  const low: number = element.rateMin ?? 1
  const step: number = element.rateStep || 1
  const counted = element.rateCount && element.rateMax == null
  const high: number = counted ? low + step * (element.rateCount - 1) : (element.rateMax ?? 5)
  const count = Math.floor((high - low) / step + 1e-9) + 1
  return Array.from({ length: count }, (_, at) => Number((low + step * at).toFixed(9)))
}

export function offered({ kind, element }: Question): Part[] {
  const given: Value[] = kind === 'rating' ? element.rateValues || rateValues(element) : element.choices || []
  return given.map((one) => (isGrid(one) ? one : { value: one }))
}
