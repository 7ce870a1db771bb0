import { expect, test } from 'vitest'
import { formatScore, formatValue, formatWords } from '../score'

const row = {
  text: null,
  summary: '',
  metric: null,
  score: null,
  scale_max: null,
  matter_id: null,
  value: null,
  currency: null,
}

test('a score says what it measures and the top of its scale', () => {
  expect(formatScore({ metric: 'nps', score: 3, scale_max: 10 })).toBe('NPS 3 of 10')
  expect(formatScore({ metric: null, score: 4.5, scale_max: null })).toBe('4.5')
  expect(formatScore({ metric: 'nps', score: null, scale_max: 10 })).toBeNull()
})

test('no value is no text, and zero is a value', () => {
  expect(formatValue({ value: null, currency: 'EUR' })).toBeNull()
  expect(formatValue({ value: 0, currency: 'EUR' })).toBe('€0.00')
})

test('customers are quoted before anything is summarised', () => {
  expect(formatWords({ ...row, text: 'Never again.', summary: 'NPS 1 of 10' })).toBe('“Never again.”')
})

test('a summary does not repeat the figures beside it', () => {
  const order = {
    ...row,
    summary: 'FO-1 · 71.34 EUR · delivered 2 days late',
    matter_id: 'FO-1',
    value: 71.34,
    currency: 'EUR',
  }
  expect(formatWords(order)).toBe('Delivered 2 days late')
  expect(formatWords({ ...row, summary: 'NPS 8 of 10', metric: 'nps', score: 8, scale_max: 10 })).toBe('')
})
