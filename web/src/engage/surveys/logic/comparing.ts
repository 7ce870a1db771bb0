/** What can be asked of an answer, by what kind of answer it is, and how it reads. */
import type { Question } from '../definition/definition'
import { asChoice, textOf } from '../definition/choices'
import type { Operator, Value } from './rules'

export type AnswerKind = 'number' | 'one' | 'many' | 'truth' | 'text' | 'whole'

export function answerKind({ type, inputType }: Question): AnswerKind {
  if (type === 'rating' || type === 'slider') return 'number'
  if (type === 'radiogroup' || type === 'dropdown' || type === 'imagepicker') return 'one'
  if (type === 'checkbox' || type === 'tagbox') return 'many'
  if (type === 'boolean') return 'truth'
  if (type === 'text') return inputType === 'number' ? 'number' : 'text'
  return type === 'comment' ? 'text' : 'whole'
}

const ANSWERED: [Operator, string][] = [
  ['notempty', 'was answered'],
  ['empty', 'was not answered'],
]

export const OPERATORS: Record<AnswerKind, [Operator, string][]> = {
  number: [['<=', 'is at most'], ['>=', 'is at least'], ['=', 'is'], ['<>', 'is not'], ...ANSWERED],
  one: [['=', 'is'], ['<>', 'is not'], ['anyof', 'is one of'], ...ANSWERED],
  many: [
    ['contains', 'contains'],
    ['notcontains', 'does not contain'],
    ['anyof', 'contains one of'],
    ...ANSWERED,
  ],
  truth: [['=', 'is'], ...ANSWERED],
  text: [...ANSWERED, ['contains', 'contains'], ['=', 'is']],
  whole: ANSWERED,
}

const FURTHER: Partial<Record<Operator, string>> = {
  '>': 'is more than',
  '<': 'is less than',
  noneof: 'is none of',
}

export const operatorWords = (operator: Operator, kind: AnswerKind): string =>
  OPERATORS[kind].find(([key]) => key === operator)?.[1] ??
  FURTHER[operator] ??
  Object.values(OPERATORS)
    .flat()
    .find(([key]) => key === operator)?.[1] ??
  operator

export interface Offered {
  value: string | number | boolean
  text: string
}

/** The answers a question offers, empty where people write their own. */
export function offeredBy(question: Question, locale?: string): Offered[] {
  if (question.type === 'boolean')
    return [
      { value: true, text: 'yes' },
      { value: false, text: 'no' },
    ]
  if (question.type === 'rating') return steps(question, locale)
  return (question.choices ?? []).map((choice) => ({
    value: asChoice(choice).value,
    text: textOf(choice, locale),
  }))
}

const MOST_STEPS = 20

function steps({ rateValues, rateMin = 1, rateMax = 5, rateStep = 1 }: Question, locale?: string): Offered[] {
  if (rateValues?.length)
    return rateValues.map((one) => ({ value: asChoice(one).value, text: textOf(one, locale) }))
  const count = Math.floor((rateMax - rateMin) / (rateStep || 1)) + 1
  if (!(count > 0) || count > MOST_STEPS) return []
  return Array.from({ length: count }, (_, at) => {
    const value = rateMin + at * rateStep
    return { value, text: String(value) }
  })
}

/** What a comparison starts with, so that a rule is never half. */
export function firstValue(question: Question, operator: Operator): Value | undefined {
  if (operator === 'empty' || operator === 'notempty') return undefined
  const offered = offeredBy(question)
  const metric = question.regard?.metric
  if (metric === 'nps' && operator === '<=') return 6
  if (metric === 'nps' && operator === '>=') return 9
  const first = offered[0]?.value ?? (answerKind(question) === 'number' ? 0 : '')
  return operator === 'anyof' || operator === 'noneof' ? [first as string | number] : first
}
