/** Where a question stands, and a survey in which it stands elsewhere. Nothing here changes what it is given. */
import type { Definition, Page, Question } from './definition'

/** The page, the place on it, and inside of a group the place in that. */
export type At = readonly number[]

export interface Placed {
  at: At
  question: Question
}

const childrenOf = (holder: Page | Question) => holder.elements ?? []

/** The questions of a page or a group. */
export function listAt(survey: Definition, parent: At): Question[] {
  let holder: Page | Question | undefined = survey.pages[parent[0]!]
  for (const place of parent.slice(1)) holder = holder && childrenOf(holder)[place]
  return holder ? childrenOf(holder) : []
}

export const questionAt = (survey: Definition, at: At): Question | undefined =>
  listAt(survey, at.slice(0, -1))[at.at(-1)!]

type ListChange = (list: Question[]) => Question[]

function within(list: Question[], path: At, change: ListChange): Question[] {
  const [first, ...rest] = path
  if (first === undefined) return change(list)
  return list.map((one, at) =>
    at === first ? { ...one, elements: within(childrenOf(one), rest, change) } : one,
  )
}

export function changeList(survey: Definition, parent: At, change: ListChange): Definition {
  const [page, ...path] = parent
  return changePages(survey, (pages) =>
    pages.map((one, at) => (at === page ? { ...one, elements: within(childrenOf(one), path, change) } : one)),
  )
}

export const changePages = (survey: Definition, change: (pages: Page[]) => Page[]): Definition => ({
  ...survey,
  pages: change(survey.pages),
})

/** The same without what is undefined, so that nothing is written that nobody set. */
export const pruned = <Thing extends object>(thing: Thing): Thing =>
  Object.fromEntries(Object.entries(thing).filter(([, value]) => value !== undefined)) as Thing

export const setQuestion = (survey: Definition, at: At, changes: Partial<Question>): Definition =>
  changeList(survey, at.slice(0, -1), (list) =>
    list.map((one, place) => (place === at.at(-1) ? pruned({ ...one, ...changes }) : one)),
  )

export const insertQuestion = (survey: Definition, at: At, question: Question): Definition =>
  changeList(survey, at.slice(0, -1), (list) => list.toSpliced(at.at(-1)!, 0, question))

export const removeQuestion = (survey: Definition, at: At): Definition =>
  changeList(survey, at.slice(0, -1), (list) => list.toSpliced(at.at(-1)!, 1))

/** A question put somewhere else; `to` counts where it is taken out already. */
export function moveQuestion(survey: Definition, from: At, to: At): Definition {
  const moved = questionAt(survey, from)
  return moved ? insertQuestion(removeQuestion(survey, from), to, moved) : survey
}

/**
 * Where a question would be one place on, counted where it is taken out already: past a neighbour, into a group,
 * out of the group it is in, and past the end of its page to the next one.
 */
export function nextPlace(survey: Definition, at: At, by: 1 | -1): At | undefined {
  const parent = at.slice(0, -1)
  const place = at.at(-1)!
  const neighbour = listAt(survey, parent)[place + by]
  const isGroup = questionAt(survey, at)?.type === 'panel'
  if (neighbour?.type === 'panel' && !isGroup)
    return by > 0 ? [...parent, place, 0] : [...parent, place - 1, childrenOf(neighbour).length]
  if (neighbour) return [...parent, place + by]
  if (parent.length > 1) return [...parent.slice(0, -1), parent.at(-1)! + (by > 0 ? 1 : 0)]
  const page = parent[0]! + by
  const other = survey.pages[page]
  if (!other) return undefined
  return [page, by > 0 ? 0 : other.elements.length]
}

function placedIn(list: Question[], parent: At): Placed[] {
  return list.flatMap((question, place) => {
    const at = [...parent, place]
    return [{ at, question }, ...placedIn(childrenOf(question), at)]
  })
}

/** Every question, group and text in the order they are met. */
export const placedAll = (survey: Definition): Placed[] =>
  survey.pages.flatMap((page, at) => placedIn(childrenOf(page), [at]))

export const isAsked = ({ type }: Question) => type !== 'html' && type !== 'panel'

/** What is answered, in the order it is met. */
export const questionsOf = (survey: Definition): Placed[] =>
  placedAll(survey).filter(({ question }) => isAsked(question))

export const sameAt = (one: At | undefined, other: At | undefined) => one?.join() === other?.join()

/** Whether one is met before the other. */
export function isBefore(one: At, other: At): boolean {
  for (const [place, value] of one.entries()) {
    if (other[place] === undefined) return false
    if (value !== other[place]) return value < other[place]
  }
  return one.length < other.length
}
