import { expect, test } from 'vitest'
import { bodyOf, draftOf } from '../hours-draft'
import { readExceptions, readSpans, toldMinutes, toldWeek, writeExceptions, writeSpans } from '../hours-words'
import { inForce, promised, type Schedule, type Target } from '../queries'

const NINE_TO_FIVE = [['09:00', '17:00']]

test.each([
  [
    '9-12, 13:30–18',
    [
      ['09:00', '12:00'],
      ['13:30', '18:00'],
    ],
  ],
  ['09:00 to 24:00', [['09:00', '24:00']]],
  ['', []],
  ['Closed', []],
  ['9-25', undefined],
  ['17-9', undefined],
  ['9:75-12', undefined],
  ['morning', undefined],
])('hours are read as people write them: %s', (text, spans) => {
  expect(readSpans(text)).toEqual(spans)
  if (spans) expect(readSpans(writeSpans(spans))).toEqual(spans)
})

test('days with the same hours are told together', () => {
  const week = {
    monday: NINE_TO_FIVE,
    tuesday: NINE_TO_FIVE,
    thursday: NINE_TO_FIVE,
    sunday: [['10:00', '12:00']],
  }
  expect(toldWeek(week)).toBe('Mon–Tue 09:00–17:00 · Thu 09:00–17:00 · Sun 10:00–12:00')
  expect(toldWeek({})).toBe('never')
})

test('days with hours of their own are read and written back, and what cannot be read is named', () => {
  const { days, wrong } = readExceptions('2026-12-24 9-12\n\n2026-12-31')
  expect(wrong).toBeUndefined()
  expect(days).toEqual({ '2026-12-24': [['09:00', '12:00']], '2026-12-31': [] })
  expect(readExceptions(writeExceptions(days)).days).toEqual(days)
  expect(readExceptions('24 December').wrong).toMatch(/“24 December” cannot be read/)
})

test('a schedule without hours is not sent', () => {
  const draft = draftOf(undefined)
  expect(bodyOf(draft)?.week).toHaveProperty('friday', NINE_TO_FIVE)
  expect(bodyOf(draft)?.week).not.toHaveProperty('saturday')
  expect(bodyOf({ ...draft, week: draft.week.map(() => '') })).toBeUndefined()
  expect(bodyOf({ ...draft, exceptions: 'soon' })).toBeUndefined()
})

test('of hours from the same day those noted later hold, and those of a later day not yet', () => {
  const noted = (valid_from: string | null, zone: string) => ({ hours: { zone }, valid_from, noted_at: zone })
  const hours = [noted(null, 'UTC'), noted('2026-03-01', 'Europe/Rome'), noted('2026-03-01', 'Europe/Paris')]
  const schedule = { hours } as unknown as Schedule
  expect(inForce(schedule, '2026-02-28')?.hours).toEqual({ zone: 'UTC' })
  expect(inForce(schedule, '2026-03-01')?.hours).toEqual({ zone: 'Europe/Paris' })
})

test('a promise that was taken back is none', () => {
  const target = (minutes: number | null, valid_from: string | null = null) =>
    ({ measure: 'first_reply', priority: '', minutes, valid_from }) as Target
  expect(promised([target(60), target(30)])).toEqual([target(30)])
  expect(promised([target(60), target(null)])).toEqual([])
  expect(promised([target(60), target(null, '2026-03-01')])).toHaveLength(2)
})

test('minutes are told as hours and minutes', () => {
  expect([90, 240, 45].map(toldMinutes)).toEqual(['1 h 30 min', '4 h', '45 min'])
})
