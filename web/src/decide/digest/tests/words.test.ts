import { expect, test } from 'vitest'
import { readDigestSearch, weeksAfter, type Fix, type Line } from '../queries'
import { courseOf, expectedOf, fixText, stakeText, valueOf } from '../words'

const line = (changes: Partial<Line> = {}): Line => ({
  metric: 'csat',
  label: 'CSAT',
  unit: '%',
  value: 61.24,
  n: 300,
  expected: 70,
  low: 65.51,
  high: 74.4,
  word: 'lower',
  is_better: false,
  ...changes,
})

test('a metric is written in its unit, beside what was expected', () => {
  expect(valueOf(line())).toBe('61.2 %')
  expect(valueOf(line({ metric: 'revenue', unit: 'EUR', value: 16571.7 }))).toBe('16,572 EUR')
  expect(valueOf(line({ metric: 'nps', unit: 'points', value: 12 }))).toBe('+12')
  expect(expectedOf(line())).toBe('70.0 [65.5, 74.4]')
  expect(expectedOf(line({ expected: null, low: null, high: null }))).toBe('fewer than 16 weeks known')
})

test('only a change has a direction', () => {
  expect(
    ['higher', 'lower', 'as expected', 'too new'].map((word) =>
      courseOf(line({ word: word as Line['word'] })),
    ),
  ).toEqual(['up', 'down', 'level', 'level'])
})

test('a pain point says what it moves and what is at stake', () => {
  const fix = { effect: -12, low: -18, high: -6, unit: 'pts', at_stake: 15700, currency: 'EUR' } as Fix
  expect(fixText(fix)).toBe('−12.0 [−18.0, −6.0] pts')
  expect(stakeText(fix)).toBe('€15.7k')
  expect(stakeText({ ...fix, at_stake: null })).toBe('')
})

test('a week is a day in the address', () => {
  expect(weeksAfter('2026-10-26', -1)).toBe('2026-10-19')
  expect(readDigestSearch({ until: '2026-10-26', other: 1 })).toEqual({ until: '2026-10-26' })
  expect(readDigestSearch({ until: 'yesterday' })).toEqual({})
})
