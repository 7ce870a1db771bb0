import { expect, test } from 'vitest'
import { asPython, chanceText, formatValue, intervalText, styleOf } from '../metric-words'
import { askedOf, readView, yearBefore } from '../metrics-search'

test('the question is the same in Python', () => {
  const scope = { since: '2026-07-01', until: '2026-10-01', channel: 'web', segment: 'trait:plan="pro"' }
  const asked = askedOf({ metric: 'csat', by: 'touchpoint', as_of: '2026-09-01', known: 'true' })
  expect(asPython(asked, scope).split('\n').slice(2)).toEqual([
    'log = regard.open("data")',
    'log.csat(by="touchpoint", since="2026-07-01", until="2026-10-01", channel="web", segment="trait:plan=\\"pro\\"", as_of="2026-09-01", as_known=True)',
    'log.rank("csat", by="touchpoint", since="2026-07-01", until="2026-10-01", channel="web", segment="trait:plan=\\"pro\\"")',
    'log.compare("csat", since="2026-07-01", until="2026-10-01", channel="web", segment="trait:plan=\\"pro\\"")',
    '',
  ])
})

test('over time there is nothing to rank, without a period nothing to compare', () => {
  expect(asPython(askedOf({}), {}).split('\n')).toEqual([
    'import regard',
    '',
    'log = regard.open("data")',
    'log.nps(by="month")',
    '',
  ])
})

test('what was known then needs a then', () => {
  expect(askedOf({ known: 'true' }).as_known).toBeUndefined()
})

test('numbers carry their unit, and no digits they do not have', () => {
  const hours = { metric: 'first_reply_hours', unit: 'hours', minimum_n: 30 }
  expect(formatValue(3.26, 'hours', styleOf(hours))).toBe('3.3 hours')
  expect(formatValue(31, 'tickets', styleOf({ metric: 'backlog', unit: 'tickets', minimum_n: 0 }))).toBe(
    '31 tickets',
  )
  expect(formatValue(39.8, 'points', styleOf({ metric: 'nps', unit: 'points', minimum_n: 30 }))).toBe('+40')
  expect(intervalText({ low: 1.04, high: null }, {})).toBe('')
})

test('a chance that is next to none is not written as none', () => {
  expect([chanceText(0.00001), chanceText(0.0312)]).toEqual(['p < 0.001', 'p = 0.031'])
})

test('a view keeps what the address says and nothing else', () => {
  expect(readView({ metric: 'nps', by: '', period: 'all', next: 'elsewhere' })).toEqual({
    metric: 'nps',
    period: 'all',
  })
})

test('a year before the last of February is the last of February', () => {
  expect([yearBefore('2024-02-29'), yearBefore('2026-07-01')]).toEqual(['2023-02-28', '2025-07-01'])
})
