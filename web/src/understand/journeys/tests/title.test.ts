import { expect, test } from 'vitest'
import { journeySummary, journeyTitle, mostTelling, visited } from '../title'
import { stage } from './factories'

test('stages whose interval lies below zero are named', () => {
  const stages = [
    stage('Purchase', 0.46),
    stage('Delivery', -0.08),
    stage('Use', 0.52),
    stage('Service', -0.14),
    stage('Loyalty', 0.41),
  ]
  expect(journeyTitle(stages)).toBe('The journey dips at Delivery and Service')
})

test('an interval that crosses zero is not yet a dip', () => {
  const stages = [stage('Purchase', 0.1), stage('Delivery', -0.02, 0.1), stage('Use', 0.1)]
  expect(journeyTitle(stages)).toBe('The journey holds, lowest at Delivery')
})

test('far below both neighbours is a dip, even above zero', () => {
  expect(journeyTitle([stage('Purchase', 0.6), stage('Delivery', 0.1), stage('Use', 0.7)])).toBe(
    'The journey dips at Delivery',
  )
})

test('the last stage is an end, not a dip', () => {
  expect(journeyTitle([stage('Use', 0.5), stage('Loyalty', 0.4), stage('Departure', -0.38)])).toBe(
    'The journey ends low, at Departure',
  )
})

test('more than three dips are counted, not listed', () => {
  const low = ['Purchase', 'Delivery', 'Use', 'Service'].map((label) => stage(label, -0.3))
  expect(journeyTitle([stage('Awareness', 0.4), ...low, stage('Loyalty', 0.2)])).toBe(
    'The journey dips at Purchase, Delivery and 2 more stages',
  )
})

test('nothing above zero is said as it is', () => {
  expect(journeyTitle([stage('Purchase', -0.4), stage('Delivery', -0.3)])).toBe(
    'The journey is below zero at every stage',
  )
})

test('one scored stage is no course', () => {
  expect(journeyTitle([stage('Purchase', null), stage('Loyalty', 0.14)])).toBe('Only Loyalty has been scored')
})

test('a stage where nothing happened is no column', () => {
  expect(
    visited([{ ...stage('Awareness', null), interactions: 0 }, stage('Loyalty', 0.1)]).map(
      ({ label }) => label,
    ),
  ).toEqual(['Loyalty'])
})

test('a narrow screen tells of a dip first, else of the lowest stage', () => {
  expect(mostTelling([stage('Use', 0.4), stage('Service', -0.2), stage('Loyalty', 0.1)]).label).toBe(
    'Service',
  )
  expect(mostTelling([stage('Awareness', null), stage('Use', 0.4), stage('Loyalty', 0.3)]).label).toBe(
    'Loyalty',
  )
})

test('without scores or without stages the title says so', () => {
  expect(journeyTitle([stage('Purchase', null)])).toBe('The journey has no scores yet')
  expect(journeyTitle([])).toBe('No journey yet')
})

test('the text alternative names every scored stage and skips the others', () => {
  const summary = journeySummary([stage('Purchase', 0.4), stage('Delivery', null)], (value) =>
    value.toFixed(1),
  )
  expect(summary).toBe('Mean experience per stage with its 95 % interval, from −1 to +1: Purchase 0.4.')
})
