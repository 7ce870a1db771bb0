import { expect, test } from 'vitest'
import { courseOf, formatChange, formatMetricInterval, hasEnough, isGood, metricStyle } from '../wording'
import { card } from './factories'

const change = (word: string) => ({ value: 7.1, low: 1.1, high: 13.1, unit: 'pts', word, p: 0.02 })

test('a share has one decimal and no sign, a net score is whole and signed', () => {
  expect(formatMetricInterval(card())).toBe('[78.7, 83.9]')
  expect(formatMetricInterval(card({ metric: 'nps', unit: 'points', low: 33.8, high: 42.1 }))).toBe(
    '[+34, +42]',
  )
})

test('a metric without an interval has none written', () => {
  expect(formatMetricInterval(card({ low: null, high: null }))).toBeNull()
})

test('the word decides the shape', () => {
  expect(['higher', 'lower', 'no clear change'].map((word) => courseOf(change(word)))).toEqual([
    'up',
    'down',
    'level',
  ])
})

test('lower is good where the metric says so', () => {
  expect(isGood('down', 'down')).toBe(true)
  expect(isGood('down', 'up')).toBe(false)
  expect(isGood('up', 'up')).toBe(true)
})

test('a change of a share is in points, with its interval', () => {
  expect(formatChange(card().change!, metricStyle(card()))).toBe('−5.6 pts [−10.5, −0.7]')
})

test('a change of a net score needs no unit', () => {
  expect(formatChange(change('higher'), metricStyle({ metric: 'nps', unit: 'points' }))).toBe('+7 [+1, +13]')
})

test('n at the least is enough, one less is not', () => {
  expect([29, 30].map((n) => hasEnough({ n, minimum_n: 30 }))).toEqual([false, true])
})
