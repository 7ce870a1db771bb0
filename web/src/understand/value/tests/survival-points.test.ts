import { expect, test } from 'vitest'
import { medianSentence, survivalTable, survivalTitle, testSentence } from '../survival-points'
import { survival } from './factories'

const [curve] = survival().curves

test('the title says when half have ended, or how many last', () => {
  expect(survivalTitle(survival())).toBe('Half of all contracts end within 23 days')
  const lasting = { ...curve!, median: { value: null, n: 21, low: null, high: null } }
  expect(survivalTitle(survival({ curves: [lasting] }))).toBe('45% of contracts last longer than 35 days')
  const comparison = { statistic: 16.79, degrees: 1, p: 4e-5 }
  expect(survivalTitle(survival({ comparison }))).toBe('Contracts do not last equally long')
  expect(testSentence(comparison)).toBe('Log-rank test: 16.8 on 1 degrees of freedom, p < 0.001')
})

test('a median whose interval has no end says so', () => {
  expect(medianSentence(curve!)).toBe('All: half end within 23 days [13, open] · n 21, 9 ended')
})

test('the table has every step', () => {
  expect(survivalTable(survival()).rows[1]).toEqual(['All, 23', 0.448, 0.188, 0.68, 6, 1])
})
