// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { serve, show } from '~/tests/show'
import { AtRiskPanel } from '../at-risk-panel'
import { RiskPanel } from '../risk-panel'
import { areasOf, calibrationOf } from '../wording'
import { atRisk, backTest, risk } from './factories'

const answers = {
  '/api/risk': { names: ['orders'], risk: risk() },
  '/api/risk/customers': { by: 'stake', currency: 'EUR', rows: [atRisk()] },
  '/api/risk/foreseen': {
    rows: [{ customer_id: 'cus_2', name: 'Ben', cut: '2026-07-03', chance: 0.97, left: true }],
  },
}

test('the panel says how many are expected to leave and whether that can be relied on', async () => {
  serve(answers)
  show(<RiskPanel />)
  const title = '600 of 862 customers (70%) are expected to leave, €165k at stake'
  expect(await screen.findByRole('heading', { name: title })).toBeTruthy()
  expect(screen.getByText('predicts')).toBeTruthy()
  expect(screen.getByText(/in 78 % \[75, 81\] of cases/)).toBeTruthy()
})

test('a point of the calibration leads to its customers', async () => {
  const asked = serve(answers)
  show(<RiskPanel />)
  const chart = await screen.findByRole('group', { name: 'Calibration' })
  fireEvent.click(within(chart).getAllByRole('button')[1]!)
  const link = await screen.findByRole('link', { name: 'Ben' })
  expect(link.getAttribute('href')).toBe('/customers/cus_2')
  const sent = asked.find((url) => url.pathname === '/api/risk/foreseen')!.searchParams
  expect([sent.get('cut'), sent.get('low'), sent.get('high')]).toEqual(['2026-07-03', '0.4', '0.97'])
})

test('only the segment of the scope is asked for, and the risk of the address', async () => {
  const asked = serve(answers)
  show(<RiskPanel />, '/?risk=visits&segment=trait:plan%3Dpro')
  await screen.findByText('predicts')
  const sent = asked.find((url) => url.pathname === '/api/risk')!.searchParams
  expect([...sent.entries()].sort()).toEqual([
    ['name', 'visits'],
    ['segment', 'trait:plan=pro'],
  ])
})

test('the reasons of a customer add up to what is shown', async () => {
  serve(answers)
  show(<AtRiskPanel />)
  const row = (await screen.findByRole('link', { name: 'Ada' })).closest('li')!
  expect(row.textContent).toContain('8 of 100')
  expect(row.textContent).toContain('92%')
  expect(within(row).getByText('days since last order: 63')).toBeTruthy()
  expect(within(row).getByText('1 more')).toBeTruthy()
  expect(row.textContent).toContain('+0.70 for all +1.80 of their own = +2.50 in log-odds')
})

test('without scores it says when there will be some', async () => {
  serve({ ...answers, '/api/risk': { names: [], risk: null } })
  show(
    <>
      <RiskPanel />
      <AtRiskPanel />
    </>,
  )
  expect(await screen.findByText('Nobody has a score of this kind yet')).toBeTruthy()
  expect(screen.queryByRole('region', { name: 'Customers at risk' })).toBeNull()
})

test('points are marked where they fall under the bound or off the diagonal', () => {
  const low = backTest({ auc: { value: 0.62, n: 100, low: 0.55, high: 0.7 } })
  expect(areasOf([backTest(), low], 0.6).map(({ isOff }) => isOff)).toEqual([false, true])
  expect(calibrationOf(backTest()).map(({ isOff }) => isOff)).toEqual([false, true])
  expect(areasOf([backTest({ auc: { value: null, n: 0, low: null, high: null } })], 0.6)).toEqual([])
})
