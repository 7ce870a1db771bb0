import { expect, test } from 'vitest'
import {
  curveDomain,
  dotRadius,
  solidRuns,
  staggerNames,
  valueSide,
  type CurvePoint,
} from '../curve-geometry'

const point = (value: number | null, label = 'Stage', drop = false): CurvePoint => ({
  key: label,
  label,
  estimate: value === null ? null : { value, low: value - 0.1, high: value + 0.1, n: 100 },
  drop: drop ? { value: -0.6, low: -0.7, high: -0.5, n: 20, label: 'Worst' } : null,
})

test('the area of a dot, not its radius, grows with n', () => {
  expect(dotRadius(400, 400, [1, 10])).toBe(10)
  expect(dotRadius(100, 400, [1, 10])).toBe(5)
})

test('a dot is never too small to see', () => {
  expect(dotRadius(1, 1_000_000)).toBe(3)
})

test('no line is drawn across a stage without a value', () => {
  expect(solidRuns([point(0.1), point(0.2), point(null), point(0.3)])).toEqual([[0, 1], [3]])
})

test('the domain holds every interval and never leaves what a score can be', () => {
  const [low, high] = curveDomain([point(-0.95), point(0.99)])
  expect(low).toBe(-1.15)
  expect(high).toBe(1.15)
})

test('a number stands over a peak, under a valley, and beside a valley with a worst touchpoint', () => {
  const points = [point(0.2), point(0.5), point(-0.1), point(0.4), point(-0.2, 'Stage', true), point(0.1)]
  expect(points.map((_, index) => valueSide(points, index))).toEqual([
    'above',
    'above',
    'below',
    'above',
    'left',
    'above',
  ])
})

test('the last number of a falling curve stands at its right', () => {
  expect(valueSide([point(0.4), point(-0.3)], 1)).toBe('right')
})

test('names that would touch stand in two rows', () => {
  const points = [point(0.2, 'Awareness'), point(0.3, 'Consideration'), point(0.4, 'Purchase')]
  expect(staggerNames(points, (index) => 20 + index * 42)).toEqual(['above', 'below', 'above'])
})
