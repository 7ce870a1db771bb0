import { expect, test } from 'vitest'
import { testWith, windowWith } from '../comparisons'
import {
  asGroup,
  groupOf,
  isComplete,
  leafOf,
  NEW_SEGMENT,
  STARTS,
  turned,
  written,
  type Condition,
} from '../tree'

const plan: Condition = { type: 'trait', name: 'plan', test: { op: 'is', value: 'pro' } }

test('none of these is written as not any, and read again as none', () => {
  const none = written({ joining: 'none', conditions: [plan] })
  expect(none).toEqual({ type: 'not', condition: { type: 'any', conditions: [plan] } })
  expect(groupOf(none)).toEqual({ joining: 'none', conditions: [plan] })
})

test('a single condition becomes a group to build on, a group stays one', () => {
  expect(asGroup(plan)).toEqual({ type: 'all', conditions: [plan] })
  expect(asGroup(NEW_SEGMENT)).toBe(NEW_SEGMENT)
})

test('a condition turned round twice is itself', () => {
  const { leaf, negated } = leafOf(turned(plan, true))
  expect([leaf, negated]).toEqual([plan, true])
  expect(turned(leaf, false)).toBe(plan)
})

test('what lacks a text, a number or a value is not asked about', () => {
  expect(isComplete(plan)).toBe(true)
  expect(isComplete(STARTS.trait)).toBe(false)
  expect(isComplete({ ...plan, test: { op: 'one_of', values: [] } })).toBe(false)
  expect(isComplete({ type: 'all', conditions: [plan, STARTS.segment] })).toBe(false)
  expect(isComplete({ ...STARTS.performed, times: { op: 'at_least', n: NaN } } as Condition)).toBe(false)
  expect(isComplete({ type: 'all', conditions: [] })).toBe(false)
})

test('another operator keeps what still fits', () => {
  expect(testWith('one_of', { op: 'is', value: 'pro' })).toEqual({ op: 'one_of', values: ['pro'] })
  expect(testWith('more_than', { op: 'at_least', value: 7 })).toEqual({ op: 'more_than', value: 7 })
  expect(testWith('not_in_last', { op: 'in_last', days: 14 })).toEqual({ op: 'not_in_last', days: 14 })
  expect(windowWith('within', { type: 'ever' })).toEqual({ type: 'within', days: 90 })
})
