import { expect, test } from 'vitest'
import { apart, bandOf } from '../steps'

const same = (value: number) => value

test('names at the ends of courses keep their distance and their order', () => {
  expect(apart([50, 10, 52])).toEqual([50, 10, 64])
})

test('a band runs along the upper ends and back along the lower', () => {
  const points = [
    { at: 2, share: 0.8, low: 0.7, high: 0.9 },
    { at: 5, share: 0.6, low: 0.5, high: 0.7 },
  ]
  expect(bandOf({ name: 'all', points, until: 9 }, same, same)).toBe('M2 0.9H5V0.7H9H9V0.5H5H5V0.7H2Z')
})

test('a course without an interval has no band', () => {
  expect(
    bandOf({ name: 'all', points: [{ at: 2, share: 0, low: null, high: null }], until: 2 }, same, same),
  ).toBe('')
})
