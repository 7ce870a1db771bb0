/** Pages: where a survey is broken, and in which order they come. */
import type { Definition, Page } from './definition'
import { freeName } from './names'
import { changePages, pruned, type At } from './places'

const freePage = (survey: Definition) =>
  freeName(
    survey,
    'page',
    survey.pages.map(({ name }) => name),
  )

export const addPage = (survey: Definition, after: number): Definition =>
  changePages(survey, (pages) => pages.toSpliced(after + 1, 0, { name: freePage(survey), elements: [] }))

export const setPage = (survey: Definition, at: number, changes: Partial<Page>): Definition =>
  changePages(survey, (pages) =>
    pages.map((page, one) => (one === at ? pruned({ ...page, ...changes }) : page)),
  )

export const removePage = (survey: Definition, at: number): Definition =>
  changePages(survey, (pages) => pages.toSpliced(at, 1))

export function movePage(survey: Definition, at: number, by: 1 | -1): Definition {
  const page = survey.pages[at]
  if (!page || !survey.pages[at + by]) return survey
  return changePages(survey, (pages) => pages.toSpliced(at, 1).toSpliced(at + by, 0, page))
}

/** A page broken before a question, which begins the next page. */
export function breakBefore(survey: Definition, [page, place]: At): Definition {
  const whole = survey.pages[page!]
  if (!whole || !place) return survey
  const first = { ...whole, elements: whole.elements.slice(0, place) }
  const second: Page = { name: freePage(survey), elements: whole.elements.slice(place) }
  return changePages(survey, (pages) => pages.toSpliced(page!, 1, first, second))
}

/** A page joined to the one before it. */
export function joinToBefore(survey: Definition, at: number): Definition {
  const before = survey.pages[at - 1]
  const page = survey.pages[at]
  if (!before || !page) return survey
  const joined = { ...before, elements: [...before.elements, ...page.elements] }
  return changePages(survey, (pages) => pages.toSpliced(at - 1, 2, joined))
}
