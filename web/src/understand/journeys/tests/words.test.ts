import { expect, test } from 'vitest'
import { behindWords } from '../behind-panel'
import { formatDays } from '../funnel-words'
import { defaultSteps } from '../journeys-search'
import { stepName } from '../step-options'

test('a length of time is told in the unit it is read in', () => {
  expect(formatDays(20 / 86_400)).toBe('20 s')
  expect(formatDays(6 / 1440)).toBe('6 min')
  expect(formatDays(0.5)).toBe('12.0 h')
  expect(formatDays(3.48)).toBe('3.5 days')
})

test('a funnel begins with what usually leads to an order, else with what is most frequent', () => {
  expect(defaultSteps(['Order Completed', 'Page Viewed', 'Product Viewed'])).toEqual([
    'Product Viewed',
    'Order Completed',
  ])
  expect(defaultSteps(['a', 'b', 'c'])).toEqual(['a', 'b'])
})

test('who stands behind a number is said in words', () => {
  const steps = ['Product Viewed', 'Order Completed']
  expect(behindWords('reached:2', steps)).toBe('reached Order Completed')
  expect(behindWords('dropped:1:web', steps)).toBe('came no further than Product Viewed (web)')
  expect(behindWords('path:Cart > *', steps)).toBe('went Cart → anything')
  expect(behindWords('ended:Web: shop', steps)).toBe('were last seen at Web: shop')
})

test('a step is named with its dimension', () => {
  expect(stepName('stage:purchase')).toBe('purchase (stage)')
  expect(stepName('Order Completed')).toBe('Order Completed')
})
