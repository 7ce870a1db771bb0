import { expect, test } from 'vitest'
import { dayAfter, listOf, scopeQuery, spanOfScope, toggled, type Period } from '../scope'

const period = (key: string, since: string, until: string, is_complete: boolean): Period => ({
  key,
  label: key.replace(/(\d+)-(Q\d)/, '$2 $1'),
  since,
  until,
  previous_label: 'the one before',
  is_complete,
})

const PERIODS = [
  period('2026-Q4', '2026-10-01', '2027-01-01', false),
  period('2026-Q3', '2026-07-01', '2026-10-01', true),
  period('2026-Q2', '2026-04-01', '2026-07-01', true),
]

test('without a period the last complete one is meant', () => {
  expect(spanOfScope({}, PERIODS)).toMatchObject({ key: '2026-Q3', label: 'Q3 2026', since: '2026-07-01' })
})

test('a log without a complete period shows its newest one', () => {
  expect(spanOfScope({}, PERIODS.slice(0, 1)).key).toBe('2026-Q4')
})

test('an empty log shows all time', () => {
  expect(spanOfScope({}, [])).toEqual({ key: 'all', label: 'All time' })
})

test('own days win over a named period, and all time sends no days', () => {
  expect(spanOfScope({ since: '2026-02-01', period: '2026-Q2' }, PERIODS)).toMatchObject({
    key: 'own',
    since: '2026-02-01',
  })
  expect(scopeQuery({ period: 'all', channel: 'web' }, spanOfScope({ period: 'all' }, PERIODS))).toEqual({
    since: undefined,
    until: undefined,
    channel: 'web',
    stage: undefined,
    touchpoint: undefined,
    segment: undefined,
  })
})

test('a channel is added to the list, taken out of it, and the empty list is no list', () => {
  expect(toggled(undefined, 'web')).toBe('web')
  expect(toggled('web', 'app')).toBe('web,app')
  expect(toggled('web,app', 'web')).toBe('app')
  expect(toggled('app', 'app')).toBeUndefined()
  expect(listOf(undefined)).toEqual([])
})

test('the day after the last of a month is the first of the next', () => {
  expect(dayAfter('2026-09-30')).toBe('2026-10-01')
  expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28')
})
