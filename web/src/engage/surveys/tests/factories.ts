import type { Definition, Question } from '../definition/definition'

export const asked = (name: string, rest: Partial<Question> = {}): Question => ({
  type: 'text',
  name,
  title: `${name}?`,
  ...rest,
})

export const survey = (...pages: Question[][]): Definition => ({
  title: 'Survey',
  pages: pages.map((elements, at) => ({ name: `page${at + 1}`, elements })),
})

/** The names as they stand: pages apart, groups in brackets. */
export const shape = ({ pages }: Definition): string =>
  pages.map(({ elements }) => listed(elements)).join(' | ')

const listed = (list: Question[]): string =>
  list.map(({ name, elements }) => (elements ? `${name}(${listed(elements)})` : name)).join(' ')
