// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { serve, show } from '~/tests/show'
import { MetricTile } from '../metric-tile'
import { card } from './factories'

test('a tile says value, interval, n and change, and leads to the answers', async () => {
  serve({})
  show(<MetricTile card={card()} />, '/?period=all')
  const tile = await screen.findByRole('article')
  expect(tile.textContent).toContain('81.4%')
  expect(tile.textContent).toContain('[78.7, 83.9] · n 862')
  expect(tile.textContent).toContain('lower')
  expect(screen.getByRole('link', { name: 'CSAT' }).getAttribute('href')).toBe(
    '/interactions?period=all&metric=csat',
  )
})

test('too few answers grey the value and say how many are missing', async () => {
  serve({})
  show(<MetricTile card={card({ n: 17, change: null })} />)
  const tile = await screen.findByRole('article')
  expect(tile.dataset.thin).toBe('true')
  expect(tile.textContent).toContain('17 of the 30 needed')
})

test('without any answer there is no value and never a bare dash', async () => {
  serve({})
  show(<MetricTile card={card({ n: 0, value: null, low: null, high: null, change: null })} />)
  const tile = await screen.findByRole('article')
  expect(tile.textContent).toContain('no value')
  expect(tile.textContent).toContain('Nothing to measure yet')
  expect(tile.textContent).not.toMatch(/[–—]/)
})
