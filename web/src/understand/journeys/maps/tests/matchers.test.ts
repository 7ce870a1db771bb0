import { expect, test } from 'vitest'
import { chosenOf, matcherOf, options, toggled, told } from '../editor/matchers'

test('a matcher is read as what is chosen, and written as it was', () => {
  for (const written of [
    'Order Completed',
    'Order Completed|Order Updated',
    'touchpoint:Cart|Checkout & channel:web',
    'kind:Step: two & stage:purchase',
    'channel:web & actor:company',
  ])
    expect(matcherOf(chosenOf(written))).toBe(written)
  expect(chosenOf(null)).toEqual([])
  expect(matcherOf([])).toBeNull()
})

test('choosing and taking away again changes nothing', () => {
  const once = toggled('Order Completed', 'channel:web')
  expect(once).toBe('Order Completed & channel:web')
  expect(toggled(once, 'channel:web')).toBe('Order Completed')
  expect(toggled('Order Completed', 'kind:Order Completed')).toBeNull()
  expect(told('Order Completed|Order Updated & channel:web')).toBe(
    'Order Completed or Order Updated, channel web',
  )
})

test('what a matcher could not name is not offered', () => {
  const counts = [
    { dimension: 'kind', value: 'Order Completed', interactions: 3 },
    { dimension: 'kind', value: 'A|B', interactions: 2 },
    { dimension: 'actor', value: 'company', interactions: 1 },
  ]
  const offered = options({ kind: [], touchpoint: [], stage: [], channel: [], counts })
  expect(offered.map(({ key, count }) => [key, count])).toEqual([['kind:Order Completed', 3]])
})
