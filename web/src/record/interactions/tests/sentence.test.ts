import { expect, test } from 'vitest'
import { interactionsSentence } from '../sentence'

const Q3 = { key: '2026-Q3', label: 'Q3 2026' }

test('without filters the sentence names the period alone', () => {
  expect(interactionsSentence({}, Q3)).toBe('Interactions, Q3 2026')
})

test('a metric at a stage reads as its answers there', () => {
  expect(interactionsSentence({ metric: 'nps', stage: 'delivery' }, Q3)).toBe(
    'NPS answers at Delivery, Q3 2026',
  )
})

test('a metric without answers names what stands behind it', () => {
  expect(interactionsSentence({ metric: 'repeat_purchase' }, Q3)).toBe(
    'Interactions behind repeat purchase, Q3 2026',
  )
})

test('a touchpoint says more than its stage', () => {
  expect(interactionsSentence({ scored: 'true', stage: 'service', touchpoint: 'Refund' }, Q3)).toBe(
    'Scored interactions at Refund, Q3 2026',
  )
})

test('every filter is said', () => {
  const search = { pain_point: 'Delivery:late', channel: 'email,chat', q: 'never again' }
  expect(interactionsSentence(search, Q3, 'country DE')).toBe(
    'Interactions with “Delivery, late” by email or chat of country DE that say “never again”, Q3 2026',
  )
})
