import { expect, test } from 'vitest'
import { readFixFirstSearch } from '~/decide/fix_first/queries'
import { readInteractionSearch } from '~/record/interactions/queries'
import { parseSearch, stringifySearch } from '../search-params'

test('filters survive the way into the address and back', () => {
  const search = {
    period: '2026-Q3',
    channel: 'web,app',
    stage: 'delivery',
    touchpoint: 'Help centre',
    segment: 'trait:country=DE',
    pain_point: 'Delivery:late',
    q: '50 % off & more',
  }
  expect(readInteractionSearch(parseSearch(stringifySearch(search)))).toEqual(search)
})

test('what looks like a number or a truth stays a text', () => {
  expect(parseSearch(stringifySearch({ q: '0123', scored: 'true' }))).toEqual({ q: '0123', scored: 'true' })
})

test('commas and colons stay readable, and what is not set is left out', () => {
  expect(stringifySearch({ channel: 'web,app', segment: 'trait:plan=club', stage: undefined, q: '' })).toBe(
    '?channel=web,app&segment=trait:plan%3Dclub',
  )
  expect(stringifySearch({})).toBe('')
})

test('a page takes only the parameters it knows', () => {
  expect(readFixFirstSearch({ moves: 'score', period: 'all', utm_source: 'x', stage: 7 })).toEqual({
    moves: 'score',
    period: 'all',
  })
})
