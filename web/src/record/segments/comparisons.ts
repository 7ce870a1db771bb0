/** What a value can be held against, in words, and what each operator starts with. */
import type { Test, Window } from './tree'

export type Op = Test['op']
export type Comparable = 'text' | 'number' | 'time'

export const WORDS: Record<Op, string> = {
  is: 'is',
  is_not: 'is not',
  one_of: 'is one of',
  none_of: 'is none of',
  contains: 'contains',
  starts_with: 'starts with',
  exists: 'is known',
  missing: 'is not known',
  equals: 'is exactly',
  at_least: 'is at least',
  at_most: 'is at most',
  more_than: 'is more than',
  less_than: 'is less than',
  between: 'is between',
  before: 'is before',
  after: 'is after',
  in_last: 'is in the last',
  not_in_last: 'is longer ago than',
  in_next: 'is in the next',
}

const NUMBERS: Op[] = [
  'at_least',
  'at_most',
  'more_than',
  'less_than',
  'equals',
  'between',
  'exists',
  'missing',
]
const TIMES: Op[] = ['in_last', 'not_in_last', 'in_next', 'before', 'after', 'exists', 'missing']
const TEXTS: Op[] = ['is', 'is_not', 'one_of', 'none_of', 'contains', 'starts_with']

export const OPS: Record<Comparable, Op[]> = {
  number: NUMBERS,
  time: TIMES,
  text: [...new Set([...TEXTS, 'exists' as const, 'missing' as const, ...NUMBERS, ...TIMES])],
}

/** Another operator, keeping of the old one what still fits. */
export function testWith(op: Op, before: Test): Test {
  const number = 'value' in before && typeof before.value === 'number' ? before.value : 1
  const text =
    'value' in before ? String(before.value) : 'values' in before ? String(before.values[0] ?? '') : ''
  const days = 'days' in before ? before.days : 30
  const day = 'day' in before ? before.day : new Date().toISOString().slice(0, 10)
  switch (op) {
    case 'exists':
    case 'missing':
      return { op }
    case 'one_of':
    case 'none_of':
      return { op, values: 'values' in before ? before.values : text ? [text] : [] }
    case 'between':
      return { op, low: number, high: number + 1 }
    case 'before':
    case 'after':
      return { op, day }
    case 'in_last':
    case 'not_in_last':
    case 'in_next':
      return { op, days }
    case 'is':
    case 'is_not':
    case 'contains':
    case 'starts_with':
      return { op, value: text }
    default:
      return { op, value: number }
  }
}

export function windowWith(type: Window['type'], before: Window): Window {
  if (type === 'within') return { type, days: before.type === 'within' ? before.days : 90 }
  if (type === 'during') {
    const year = new Date().getUTCFullYear()
    return before.type === 'during' ? before : { type, since: `${year}-01-01`, until: `${year + 1}-01-01` }
  }
  return { type: 'ever' }
}
