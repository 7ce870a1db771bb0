// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { refusal, serve, show } from '~/tests/show'
import ValuePage from '../value-page'
import { customer, holdout, survival, unknown, value } from './factories'

const answers = {
  '/api/risk': { names: [], risk: null },
  '/api/value': value(),
  '/api/value/holdout': holdout(),
  '/api/value/survival': survival(),
  '/api/value/customers': { by: 'worth', currency: 'EUR', rows: [customer()] },
}

test('the page says what comes, whether it was right before, and who is worth most', async () => {
  const asked = serve(answers)
  show(<ValuePage />)
  const title = '2,089 purchases worth €72.5k in the next year'
  expect(await screen.findByRole('heading', { level: 1, name: title })).toBeTruthy()
  expect((await screen.findByRole('heading', { name: /foresaw 12 % less/ })).textContent).toContain(
    'happened',
  )
  const row = (await screen.findByRole('link', { name: 'Ada' })).closest('tr')!
  expect(row.textContent).toContain('95% [92%, 96%]')
  expect(row.textContent).toContain('16.0 [13.8, 18.5]')
  expect(screen.getByRole('link', { name: 'Ada' }).getAttribute('href')).toBe('/customers/cus_1')
  const sent = asked.filter((url) => url.pathname.startsWith('/api/value'))
  expect(new Set(sent.map((url) => url.searchParams.get('until')))).toEqual(new Set(['2026-10-01']))
  expect(sent).toHaveLength(4)
  expect(sent.some((url) => url.searchParams.has('since'))).toBe(false)
})

test('the parameters stand with their standard errors', async () => {
  serve(answers)
  show(<ValuePage />)
  const alpha = (await screen.findByRole('rowheader', { name: 'α' })).closest('tr')!
  expect(alpha.textContent).toBe('α4.4140.378[3.731, 5.221]')
})

test('too little to fit leaves the places and says what is missing', async () => {
  serve({
    '/api/risk': { names: [], risk: null },
    '/api/value': unknown('2 of 12 customers ordered again on a later day; 30 are needed.'),
    '/api/value/holdout': refusal({
      status: 422,
      title: 'Unprocessable',
      detail: 'Wait.',
      code: 'holdout_impossible',
    }),
    '/api/value/customers': { by: 'worth', currency: null, rows: [] },
    '/api/value/survival': survival({ curves: [] }),
  })
  show(<ValuePage />)
  expect(await screen.findByText(/30 are needed/)).toBeTruthy()
  expect(screen.getAllByText('no value')).toHaveLength(3)
  expect(await screen.findByText('Nobody can be told apart yet')).toBeTruthy()
  expect(await screen.findByText('No contracts in this selection')).toBeTruthy()
  expect((await screen.findByRole('alert')).textContent).toContain('Wait.')
})

test('without orders it says what to send', async () => {
  serve({ ...answers, '/api/value': value({ customers: 0, repeaters: 0 }) })
  show(<ValuePage />)
  expect(await screen.findByText('No orders in this selection')).toBeTruthy()
})

test('the terms come from the address and what cannot be is what it usually is', async () => {
  const asked = serve(answers)
  show(<ValuePage />, '/?weeks=26&model=pareto_nbd&margin=7&by=slipping')
  await screen.findByRole('link', { name: 'Ada' })
  const sent = asked.find((url) => url.pathname === '/api/value/customers')!.searchParams
  expect([sent.get('weeks'), sent.get('model'), sent.get('margin'), sent.get('by')]).toEqual([
    '26',
    'pareto_nbd',
    '1',
    'slipping',
  ])
})
