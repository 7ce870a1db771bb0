/** What keeps a survey from being opened, or would puzzle those who answer: where, what, and what to do. */
import { namesIn, quotedIn } from '../logic/piping'
import { shortened, titleOf } from '../logic/sentence'
import { shownIn } from '../words/words'
import { asChoice } from './choices'
import type { Definition, Question } from './definition'
import { isName, namesOf } from './names'
import { isAsked, isBefore, placedAll, questionsOf, type At } from './places'
import { surveyFaults } from './survey-faults'

export interface Fault {
  /** Where: "Question 2, “Why?”". */
  where: string
  says: string
  at?: At
  /** The survey cannot be opened with it. */
  stops: boolean
}

export type Told = Omit<Fault, 'where' | 'at'>
export const stop = (says: string): Told => ({ says, stops: true })
export const mind = (says: string): Told => ({ says, stops: false })

const CHOOSING = ['radiogroup', 'checkbox', 'dropdown', 'tagbox', 'ranking', 'imagepicker']

function contentFaults(question: Question): Told[] {
  const { type, title, choices = [], rows = [], columns = [], items = [], elements = [] } = question
  const found: Told[] = []
  if (isAsked(question) && !shownIn(title).trim())
    found.push(stop('It asks nothing yet. Write the question.'))
  if (CHOOSING.includes(type) && choices.length === 0)
    found.push(stop('There is nothing to choose. Add a choice.'))
  const values = choices.map((one) => String(asChoice(one).value).trim())
  const lower = values.map((value) => value.toLowerCase())
  const twice = values.find((_, at) => lower.indexOf(lower[at]!) !== at)
  if (twice) found.push(stop(`“${twice}” can be chosen twice. Change or remove one of them.`))
  if (values.some((value) => value === '')) found.push(stop('A choice is empty. Write it or remove it.'))
  if (type === 'matrix' && rows.length === 0) found.push(stop('It has no rows. Add what is to be rated.'))
  if (type === 'matrix' && columns.length === 0)
    found.push(stop('It has no columns. Add the steps of its scale.'))
  if (type === 'multipletext' && items.length === 0) found.push(stop('It has no texts to fill in. Add one.'))
  if (type === 'html' && !shownIn(question.html).trim())
    found.push(stop('There is nothing to read. Write the text.'))
  if (type === 'panel' && elements.length === 0)
    found.push(mind('The group is empty and will not be seen. Move questions into it or remove it.'))
  return [...found, ...scaleFaults(question)]
}

function scaleFaults({ type, rateValues, rateMin = 1, rateMax = 5, min = 0, max = 100 }: Question): Told[] {
  const [low, high] = type === 'slider' ? [min, max] : [rateMin, rateMax]
  if ((type !== 'rating' && type !== 'slider') || rateValues?.length) return []
  if (low >= high)
    return [stop(`The scale ends at ${high} and begins at ${low}. Let it end above where it begins.`)]
  return type === 'rating' && high - low > 20
    ? [mind('More than 20 steps do not fit a phone. Use a slider.')]
    : []
}

function nameFaults({ name }: Question, names: string[]): Told[] {
  if (!isName(name)) return [stop(`Its name in the data is “${name}”. Write a name without { and }.`)]
  if (names.filter((one) => one.toLowerCase() === name.toLowerCase()).length > 1)
    return [stop(`Another question is called “${name}” in the data as well. Give one of them another name.`)]
  return []
}

function ruleFaults(survey: Definition, at: At, question: Question): Told[] {
  const asked = questionsOf(survey)
  const shown = [question.visibleIf, question.enableIf, question.requiredIf].flatMap(namesIn)
  const quoted = [question.title, question.description, question.html].flatMap(quotedIn)
  const known = new Set([...(survey.calculatedValues ?? []).map(({ name }) => name)])
  const tell = (name: string, doing: string): Told[] => {
    if (known.has(name)) return []
    const other = asked.find((one) => one.question.name === name)
    if (!other) return [mind(`It ${doing} “${name}”, which is not asked here. Choose a question that is.`)]
    if (isBefore(other.at, at)) return []
    const title = shortened(titleOf(other.question))
    return [stop(`It ${doing} “${title}”, which is asked only later. Move this below it.`)]
  }
  return [
    ...[...new Set(shown)].flatMap((name) => tell(name, 'depends on')),
    ...quoted.flatMap((name) => tell(name, 'quotes')),
  ]
}

/** Everything that is wrong, what stops first. */
export function faultsOf(survey: Definition): Fault[] {
  const names = namesOf(survey)
  let number = 0
  const found = placedAll(survey).flatMap(({ at, question }): Fault[] => {
    if (isAsked(question)) number += 1
    const what = isAsked(question) ? `Question ${number}` : question.type === 'panel' ? 'Group' : 'Text'
    const title = shownIn(question.title)
    const where = title ? `${what}, “${shortened(title)}”` : `${what} on page ${at[0]! + 1}`
    const told = [
      ...contentFaults(question),
      ...nameFaults(question, names),
      ...ruleFaults(survey, at, question),
    ]
    return told.map((one) => ({ where, at, ...one }))
  })
  return [...found, ...surveyFaults(survey)].sort((one, other) => Number(other.stops) - Number(one.stops))
}
