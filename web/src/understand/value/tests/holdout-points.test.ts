import { expect, test } from 'vitest'
import { isOutside } from '~/design/charts/ranges'
import { coursesOf, holdoutTable, holdoutTitle, rangesOf } from '../holdout-points'
import { holdout } from './factories'

test('the title says on which side the model was', () => {
  expect(holdoutTitle(holdout())).toBe('The model foresaw 12 % less than happened')
  expect(holdoutTitle(holdout({ actual: 1500 }))).toBe('The model foresaw what happened')
  expect(holdoutTitle(holdout({ actual: 1000 }))).toBe('The model foresaw 65 % more than happened')
  expect(holdoutTitle(holdout({ predicted: { value: null, n: 9, low: null, high: null } }))).toBe(
    'Too little to predict from',
  )
})

test('a class outside its range is told apart, and the last class is open', () => {
  const groups = rangesOf(holdout())
  expect(groups.map(({ label }) => label)).toEqual(['0', '7+'])
  expect(groups.map(isOutside)).toEqual([false, true])
})

test('weeks are named by their last day', () => {
  expect(coursesOf(holdout()).map(({ happened }) => happened)).toEqual([10, 14, 21])
  expect(coursesOf(holdout())[0]!.label).toContain('24')
})

test('the table has every class', () => {
  expect(holdoutTable(holdout()).rows[0]).toEqual(['0', 1411, 0.237, 0.225, 0.19, 0.266])
})
