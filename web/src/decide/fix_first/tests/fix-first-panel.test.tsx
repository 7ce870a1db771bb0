// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { serve, show } from '~/tests/show'
import { FixFirstPanel } from '../fix-first-panel'
import { fixFirst, painPoint } from './factories'

const quote = {
  interaction_id: 'i1',
  customer_id: 'cus_1',
  text: 'Nobody told me anything.',
  channel: 'email',
  kind: 'Survey Answered',
  time: '2026-09-14T09:20:00Z',
  score: 3,
}
const SECOND = painPoint({
  rank: 2,
  key: 'Payment:failed',
  label: 'Payment: failed',
  at_stake: null,
  evidence: 'association',
})
const RARE = {
  key: 'App:failed',
  label: 'App: failed',
  touchpoint: 'App',
  stage: 'use',
  customers: 41,
  needed: 100,
}

test('the first row is open: it quotes customers and says how it is known', async () => {
  serve({ '/api/fix-first': fixFirst({ rows: [painPoint({ quotes: [quote] }), SECOND] }) })
  show(<FixFirstPanel />)
  expect(await screen.findByText('“Nobody told me anything.”')).toBeTruthy()
  expect(screen.getByText(/Placebo check passed/)).toBeTruthy()
})

test('every number of a row leads to the customers, texts or interactions behind it', async () => {
  serve({ '/api/fix-first': fixFirst() })
  show(<FixFirstPanel />, '/?period=2026-Q3')
  const row = (await screen.findByText('Delivery: late')).closest('tr')!
  const behind = '?period=2026-Q3&pain_point=Delivery:late'
  for (const [name, place] of [
    ['1,214', `/customers${behind}`],
    ['−6.1', `/interactions${behind}`],
    ['€15.7k', `/interactions${behind}`],
    [/^642/, `/interactions${behind}&said=true`],
  ] as const) {
    expect(within(row).getByRole('link', { name }).getAttribute('href')).toBe(place)
  }
})

test('where no money is known the row says so', async () => {
  serve({ '/api/fix-first': fixFirst({ rows: [SECOND] }) })
  show(<FixFirstPanel />)
  expect(await screen.findByText('no money known')).toBeTruthy()
  expect(screen.getByText('association only')).toBeTruthy()
})

test('opening a row writes it into the address', async () => {
  serve({ '/api/fix-first': fixFirst({ rows: [painPoint(), SECOND] }) })
  const router = show(<FixFirstPanel />)
  await userEvent.click(await screen.findByRole('button', { name: '2, Payment: failed: open' }))
  expect(router.state.location.search).toEqual({ open: 'Payment:failed' })
})

test('a pain point met by too few keeps its row and says how many are missing', async () => {
  serve({
    '/api/fix-first': fixFirst({
      rows: [],
      too_few: [RARE, { ...RARE, key: 'x', label: 'Never met', customers: 0 }],
    }),
  })
  show(<FixFirstPanel />)
  expect(await screen.findByText('Too few customers to rank anything yet')).toBeTruthy()
  expect(screen.getByText('Too few customers to estimate an effect: 41 of the 100 needed.')).toBeTruthy()
  expect(screen.queryByText('Never met')).toBeNull()
})

test('no pain point is said in words', async () => {
  serve({ '/api/fix-first': fixFirst({ rows: [] }) })
  show(<FixFirstPanel />)
  expect(await screen.findByText('No pain point in this period and selection')).toBeTruthy()
})
