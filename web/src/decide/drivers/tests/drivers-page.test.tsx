// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { serve, show } from '~/tests/show'
import DriversPage from '../drivers-page'
import type { Driver, Drivers, Moved } from '../queries'

const moved = (given: Partial<Moved>): Moved => ({
  outcome: 'repurchase',
  value: -13.2,
  low: -15.9,
  high: -10.5,
  plain: -13.4,
  p_value: 0.0001,
  exposed: 1510,
  unexposed: 7589,
  evidence: 'effect',
  reason: 'Placebo check passed.',
  robustness: 0.098,
  robustness_of_interval: 0.079,
  as_known: 0.2,
  no_counterpart: 0,
  counterparts: 6603,
  imbalance: 0.01,
  ...given,
})

const late: Driver = {
  key: 'Delivery:late',
  label: 'Delivery late',
  touchpoint: 'Delivery',
  stage: 'delivery',
  friction: 'late',
  customers: 2067,
  share: 0.253,
  trend: 'rising',
  evidence: 'effect',
  moved: [
    moved({}),
    moved({ outcome: 'spend', value: -28.3, low: -36.4, high: -20.2, evidence: 'association' }),
  ],
}

const drivers = (rows: Driver[]): Drivers => ({
  outcomes: [
    { key: 'score', label: 'Next score', unit: 'points of 1 to 5' },
    { key: 'repurchase', label: 'Buys again within 90 days', unit: 'pts' },
    { key: 'spend', label: 'Spends within 90 days', unit: 'EUR' },
  ],
  rows,
  needed: 100,
})

test('each outcome has its interval and its own evidence, and leads to what is behind it', async () => {
  serve({ '/api/drivers': drivers([late]) })
  show(<DriversPage />, '/drivers?period=2026-Q3')
  const row = (await screen.findByText('Delivery late')).closest('li')!
  expect(within(row).getByText('effect')).toBeTruthy()
  expect(within(row).getByText('association only')).toBeTruthy()
  expect(within(row).getByText('too few to estimate')).toBeTruthy()
  const behind = '?period=2026-Q3&pain_point=Delivery:late'
  const href = (name: string | RegExp) => within(row).getByRole('link', { name }).getAttribute('href')
  expect(href(/2,067/)).toBe(`/customers${behind}`)
  expect(href('−13.2')).toBe(`/interactions${behind}`)
  expect(href('−28.3')).toBe(`/interactions${behind}`)
})

test('opened, a driver says how it is known: overlap and hidden causes', async () => {
  serve({ '/api/drivers': drivers([late]) })
  show(<DriversPage />, '/drivers?period=all')
  await userEvent.click(await screen.findByRole('button', { name: /Delivery late/ }))
  expect(screen.getAllByText(/Everybody it touches has a counterpart/)).toHaveLength(2)
  expect(screen.getAllByText(/explain 9\.8% of what is left open/)).toHaveLength(2)
})

test('as a table there is one row for each driver and outcome', async () => {
  serve({ '/api/drivers': drivers([late]) })
  show(<DriversPage />, '/drivers?period=all')
  await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }))
  expect(screen.getAllByRole('row')).toHaveLength(4)
})

test('what was met too seldom is named, and what is needed is said', async () => {
  serve({ '/api/drivers': drivers([{ ...late, evidence: 'too_few', moved: [] }]) })
  show(<DriversPage />, '/drivers?period=all')
  expect(await screen.findByText('Nothing can be estimated yet')).toBeTruthy()
  expect(screen.getByText(/1 friction met too seldom/)).toBeTruthy()
})
