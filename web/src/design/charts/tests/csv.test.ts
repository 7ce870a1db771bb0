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

test('a text that looks like a formula is kept a text', () => {
  expect(
    toCsv(
      ['name', 'n'],
      [
        ['=1+1', 2],
        ['@me', -3],
        ['\tx', 0],
      ],
    ),
  ).toBe("name,n\n'=1+1,2\n'@me,-3\n'\tx,0\n")
})
