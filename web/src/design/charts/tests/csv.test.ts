import { expect, test } from 'vitest'
import { toCsv } from '../csv'

test('cells with commas, quotes or line ends are quoted, and nothing is an empty cell', () => {
  expect(
    toCsv(
      ['stage', 'said'],
      [
        ['Delivery, late', 'He said "no"\nthen left'],
        ['Use', null],
      ],
    ),
  ).toBe('stage,said\n"Delivery, late","He said ""no""\nthen left"\nUse,\n')
})

test('numbers keep their precision', () => {
  expect(toCsv(['value'], [[-0.0812345678]])).toBe('value\n-0.0812345678\n')
})
