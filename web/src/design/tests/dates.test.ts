import { expect, test } from 'vitest'
import { formatDay, formatMonth, formatSpan, lastDay } from '../dates'

test('a day without a time is the same day in every zone', () => {
  expect(formatDay('2026-07-01', 'en-GB')).toBe('1 Jul 2026')
  expect(formatMonth('2026-07-01', 'en-GB')).toBe('Jul 2026')
})

test('the last day of a span is the day before its end', () => {
  expect(lastDay('2026-10-01').toISOString()).toBe('2026-09-30T00:00:00.000Z')
  expect(formatSpan('2026-07-01', '2026-10-01', 'en-GB')).toMatch(/^1 Jul\s*–\s*30 Sept? 2026$/)
})
