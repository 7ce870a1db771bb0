import { expect, test } from 'vitest'
import { domainOf, runs, type BandPoint } from '~/design/charts/band-geometry'
import type { Alert, Cause, Course, Finding, Watch } from '../queries'
import { findingInWords, formatIn, interactionsOf, partInWords, reasonInWords, stretchesOf } from '../wording'

const finding = {
  metric: 'csat',
  label: 'CSAT',
  unit: '%',
  is_better: false,
  since: '2026-07-03',
  until: null,
  actual: 61.24,
  expected: 78,
  stands: true,
} as unknown as Finding
const cause = { dimension: 'trait.country', value: 'ES' } as Cause
const watch = {
  scope: { channels: ['web', 'app'], stage: null, touchpoint: 'Delivery', segment: null },
} as Watch
const band = (day: string, value: number | null): BandPoint => ({ day, value, expected: 2, low: 1, high: 3 })

test('values are written in their unit', () => {
  expect(formatIn('%', 61.24)).toBe('61.2 %')
  expect(formatIn('points', -12)).toBe('−12')
  expect(formatIn('hours', 3.2)).toBe('3.20 hours')
  expect(formatIn('orders', 412)).toBe('412')
  expect(findingInWords(finding)).toBe('61.2 % instead of 78.0 %')
  expect(findingInWords({ ...finding, actual: null })).toBe('too little to say how much')
})

test('a part is named as people say it, and leads to its interactions within the scope', () => {
  expect(partInWords(cause)).toBe('country ES')
  expect(interactionsOf(watch, finding, cause)).toEqual({
    since: '2026-07-03',
    channel: 'web,app',
    touchpoint: 'Delivery',
    metric: 'csat',
    segment: 'trait:country=ES',
  })
  expect(
    interactionsOf(
      watch,
      { ...finding, until: '2026-07-09' },
      { ...cause, dimension: 'channel', value: 'app' },
    ),
  ).toMatchObject({ until: '2026-07-09', channel: 'app' })
  expect(reasonInWords('recovered')).toBe('it went back by itself')
})

test('a stretch runs from the first period off to the last known while it lasts', () => {
  const bands = ['2026-07-01', '2026-07-02', '2026-07-03', '2026-07-04'].map((day) => band(day, 2))
  const course = { metric: 'csat', bands } as unknown as Course
  const alerts = [{ number: 1, findings: [finding] }] as unknown as Alert[]
  expect(stretchesOf(course, alerts)).toEqual([{ key: '1 2026-07-03', from: 2, until: 4, good: false }])
  const ended = [{ number: 1, findings: [{ ...finding, until: '2026-07-04' }] }] as unknown as Alert[]
  expect(stretchesOf(course, ended)[0]!.until).toBe(3)
  const gone = [{ number: 1, findings: [{ ...finding, stands: false }] }] as unknown as Alert[]
  expect(stretchesOf(course, gone)).toEqual([])
})

test('a day without a value leaves a gap, and the scale holds values and bands', () => {
  const points = [band('a', 2), band('b', null), band('c', 9)]
  expect(runs(points, ({ value }) => value !== null)).toEqual([[0], [2]])
  expect(domainOf(points)).toEqual([1, 9])
  expect(domainOf([])).toEqual([0, 1])
})
