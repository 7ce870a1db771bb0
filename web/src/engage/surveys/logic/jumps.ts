/** Jumps over questions and early ends: SurveyJS' triggers of two types; the others stay as they came. */
import type { Definition, Trigger } from '../definition/definition'
import { pruned, questionsOf } from '../definition/places'
import { namesIn } from './piping'

export interface Jump {
  kind: 'jump' | 'end'
  /** Its place among all triggers. */
  place: number
  expression: string
  to?: string
  /** What is wrong with it. */
  says?: string
}

export function jumpsOf(survey: Definition): Jump[] {
  const order = questionsOf(survey).map(({ question }) => question.name)
  return (survey.triggers ?? []).flatMap((trigger, place): Jump[] => {
    if (trigger.type !== 'skip' && trigger.type !== 'complete') return []
    const jump: Jump = {
      kind: trigger.type === 'skip' ? 'jump' : 'end',
      place,
      expression: trigger.expression ?? '',
      to: trigger.gotoName,
    }
    return [{ ...jump, says: faultOf(jump, order) }]
  })
}

function faultOf({ kind, expression, to }: Jump, order: string[]): string | undefined {
  const names = namesIn(expression)
  if (names.length === 0) return 'It does not say when. Choose an answer that sets it off.'
  const lost = names.find((name) => !order.includes(name))
  if (lost) return `It waits for an answer to “${lost}”, which is not asked here. Choose another question.`
  if (kind === 'end') return undefined
  if (!to || !order.includes(to)) return 'It does not say where to. Choose the question to go to.'
  const last = Math.max(...names.map((name) => order.indexOf(name)))
  if (order.indexOf(to) <= last) return 'It would lead back. Choose a question further down.'
  return undefined
}

const withTriggers = (survey: Definition, triggers: Trigger[]): Definition =>
  pruned({ ...survey, triggers: triggers.length > 0 ? triggers : undefined })

export const addJump = (survey: Definition, kind: Jump['kind'], expression = '', to?: string): Definition =>
  withTriggers(survey, [
    ...(survey.triggers ?? []),
    kind === 'end' ? { type: 'complete', expression } : { type: 'skip', expression, gotoName: to ?? '' },
  ])

export const setJump = (survey: Definition, place: number, changes: Partial<Trigger>): Definition =>
  withTriggers(
    survey,
    (survey.triggers ?? []).map((one, at) => (at === place ? { ...one, ...changes } : one)),
  )

export const removeJump = (survey: Definition, place: number): Definition =>
  withTriggers(survey, (survey.triggers ?? []).toSpliced(place, 1))
