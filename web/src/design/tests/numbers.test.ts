import { expect, test } from 'vitest'
import {
  formatCount,
  formatInterval,
  formatMoney,
  formatMoneyInterval,
  formatNumber,
  formatShare,
  joinWords,
  plural,
} from '../numbers'

const en = { locale: 'en-GB' }
const de = { locale: 'de-DE' }

test('a negative number is written with a true minus', () => {
  expect(formatNumber(-6.1, { digits: 1, ...en })).toBe('−6.1')
})

test('a signed number shows its plus, and zero shows no sign', () => {
  expect(formatNumber(38, { signed: true, ...en })).toBe('+38')
  expect(formatNumber(-0.001, { digits: 2, signed: true, ...en })).toBe('0.00')
})

test('separators follow the locale', () => {
  expect(formatCount(41280, 'en-GB')).toBe('41,280')
  expect(formatCount(41280, 'de-DE')).toBe('41.280')
})

test('an interval stands in brackets, with a semicolon where the comma is the decimal sign', () => {
  expect(formatInterval(-8.9, -3.3, { digits: 1, signed: true, ...en })).toBe('[−8.9, −3.3]')
  expect(formatInterval(-8.9, 3.3, { digits: 1, signed: true, ...de })).toBe('[−8,9; +3,3]')
})

test('a share of one is a hundred per cent', () => {
  expect(formatShare(0.189, en)).toBe('18.9%')
  expect(formatShare(-0.541, en)).toBe('−54.1%')
  expect(formatShare(-0.0001, en)).toBe('0.0%')
  expect(formatShare(0.189, de)).toBe('18,9\u00a0%')
})

test('money above a thousand is short, below it is whole, and exact money has its cents', () => {
  expect(formatMoney(15_700, { currency: 'EUR', ...en })).toBe('€15.7k')
  expect(formatMoney(157_400, { currency: 'EUR', ...en })).toBe('€157k')
  expect(formatMoney(987.4, { currency: 'EUR', ...en })).toBe('€987')
  expect(formatMoney(89, { currency: 'EUR', exact: true, ...en })).toBe('€89.00')
})

test('money is short in every language, whether or not it has a short form of its own', () => {
  expect(formatMoney(16_006, { currency: 'EUR', ...de })).toBe('16,0k\u00a0€')
  expect(formatMoney(-2_500, { currency: 'EUR', ...de })).toBe('−2,5k\u00a0€')
})

test('money without a known currency is a bare number', () => {
  expect(formatMoney(2_340_000, en)).toBe('2.3m')
})

test('an interval of money may cross zero', () => {
  expect(formatMoneyInterval(-350, 5_800, { currency: 'EUR', ...en })).toBe('[−€350, €5.8k]')
})

test('a list of words is joined as people say it', () => {
  expect(joinWords([])).toBe('')
  expect(joinWords(['Delivery'])).toBe('Delivery')
  expect(joinWords(['Delivery', 'Service'])).toBe('Delivery and Service')
  expect(joinWords(['Web', 'App', 'Chat'], 'or')).toBe('Web, App or Chat')
})

test('one is singular', () => {
  expect(plural(1, 'row', 'rows')).toBe('1 row')
  expect(plural(0, 'row', 'rows')).toBe('0 rows')
})
