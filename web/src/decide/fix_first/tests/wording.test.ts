import { expect, test } from 'vitest'
import { tooFew } from '../rare-row'
import { rankedBy } from '../ranking'
import { fixFirstTable, formatEffect, formatEffectInterval, sharedAxis, stakeOf } from '../wording'
import { fixFirst, painPoint } from './factories'

test('an effect on a share is written in tenths of a point, one on a score in hundredths', () => {
  expect(formatEffect(-6.14, 'pts')).toBe('−6.1')
  expect(formatEffect(-0.484, 'points of -1 to 1')).toBe('−0.48')
  expect(formatEffectInterval(painPoint(), 'pts')).toBe('[−8.9, −3.3]')
})

test('where no money is known there is no stake, not a stake of zero', () => {
  expect(stakeOf(painPoint({ at_stake: null }), 'EUR')).toBeNull()
  expect(stakeOf(painPoint({ at_stake: 0, at_stake_low: -100, at_stake_high: 100 }), 'EUR')?.value).toBe('€0')
})

test('the axis holds every clear interval and lets an unclear one run off', () => {
  const rows = [painPoint(), painPoint({ evidence: 'unclear', low: -60, high: 40 })]
  const { scale, width } = sharedAxis(rows, 140)
  expect(scale(-8.9)).toBeGreaterThanOrEqual(0)
  expect(scale(0)).toBeLessThan(width)
  expect(scale(-60)).toBeLessThan(0)
})

test('the list says it is ranked by money only where it is', () => {
  const rich = painPoint({ at_stake: 900 })
  const poor = painPoint({ at_stake: 100 })
  const guess = painPoint({ at_stake: 500, evidence: 'association' })
  expect(rankedBy({ rows: [rich] })).toBe('')
  expect(rankedBy({ rows: [rich, poor] })).toBe('Ranked by money at stake')
  expect(rankedBy({ rows: [rich, poor, guess] })).toBe('Surest first, then by money at stake')
  expect(rankedBy({ rows: [poor, rich, guess] })).toBe(
    'Surest first, then by how much they move, for how many',
  )
  expect(rankedBy({ rows: [guess, poor, rich] })).toBe('Ranked by how much they move, for how many')
})

test('every column of the table has a cell in every row', () => {
  const table = fixFirstTable(fixFirst())
  expect(table.rows[0]).toHaveLength(table.columns.length)
})

test('a pain point that enough customers met is not said to be met by too few', () => {
  const rare = { key: 'k', label: 'l', touchpoint: 't', stage: null, customers: 41, needed: 100 }
  expect(tooFew(rare)).toBe('Too few customers to estimate an effect: 41 of the 100 needed.')
  expect(tooFew({ ...rare, customers: 2987 })).toMatch(/^No effect can be estimated/)
})
