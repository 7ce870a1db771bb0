import { expect, test } from 'vitest'
import { decimalsOf, domainWithZero, linear, roundMarks } from '../scale'

test('a linear scale maps ends to ends and goes on beyond them', () => {
  const scale = linear([-10, 10], [0, 200])
  expect([scale(-10), scale(0), scale(10), scale(15)]).toEqual([0, 100, 200, 250])
})

test('round marks lie within the domain and hold zero', () => {
  expect(roundMarks(-14.2, 1.3, 4)).toEqual([-10, -5, 0])
  expect(roundMarks(-0.6, 0.7, 4)).toEqual([-0.5, 0, 0.5])
})

test('a domain always holds zero and leaves some air', () => {
  const [low, high] = domainWithZero([-9, -3], 0.1)
  expect(low).toBeCloseTo(-9.9)
  expect(high).toBeCloseTo(0.9)
})

test('a mark has as many decimals as it needs', () => {
  expect([10, 0.5, -0.25].map(decimalsOf)).toEqual([0, 1, 2])
})
