// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { refusal, serve, show } from '~/tests/show'
import JourneysPage from '../journeys-page'
import { FUNNEL, SERVED } from './journey-answers'

test('the funnel says who comes through, and each number leads to the customers behind it', async () => {
  serve(SERVED)
  show(<JourneysPage />, '/journeys')
  const title = '60.0 % come through to Order Completed; most are lost after Product Viewed (40.0 %)'
  expect(await screen.findByRole('heading', { name: title })).toBeTruthy()
  const lost = screen.getByRole('link', { name: '40 come no further than Product Viewed, see who' })
  expect(lost.getAttribute('href')).toBe('/journeys?behind=dropped:1')
})

test('the customers behind a number are those the address names', async () => {
  const asked = serve(SERVED)
  show(<JourneysPage />, '/journeys?behind=dropped:1:web&by=channel&window=7')
  expect(
    await screen.findByRole('heading', { name: /1 customer came no further than Product Viewed/ }),
  ).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Ann' }).getAttribute('href')).toBe(
    '/customers/cus_0000000000000001',
  )
  const query = asked.find(({ pathname }) => pathname.endsWith('/customers'))!.searchParams
  expect(query.get('step')).toBe('1')
  expect(query.get('outcome')).toBe('dropped')
  expect(query.get('group')).toBe('web')
  expect(query.get('window_days')).toBe('7')
  expect(query.get('steps')).toBe('Product Viewed > Order Completed')
})

test('a step that is taken out leaves the address', async () => {
  serve(SERVED)
  const router = show(
    <JourneysPage />,
    '/journeys?steps=Cart%20%3E%20stage:purchase%20%3E%20Order&behind=dropped:1',
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Take out step 2, stage:purchase' }))
  expect(router.state.location.search).toEqual({ steps: 'Cart > Order' })
})

test('a path leads to those who walked it', async () => {
  serve(SERVED)
  show(<JourneysPage />, '/journeys?view=paths')
  const link = await screen.findByRole('link', { name: '7 customers went Cart → Order, see who' })
  expect(new URL(link.getAttribute('href')!, 'http://x').searchParams.get('behind')).toBe(
    'path:Cart > Order > ',
  )
})

test('a cell of the triangle says how many of how many, and one whose time is not over shows nothing', async () => {
  serve(SERVED)
  show(<JourneysPage />, '/journeys?view=retention')
  const cell = await screen.findByRole('link', {
    name: /From 2026-07-01, month 1: 40 % \[38, 42\], 20 of 50/,
  })
  expect(cell.getAttribute('href')).toBe('/journeys?view=retention&behind=2026-07-01:1')
  expect(screen.queryByRole('link', { name: /month 2/ })).toBeNull()
})

test('nobody who entered is said, with what to do', async () => {
  const nobody = { ...FUNNEL, groups: [{ group: 'all', entered: 0, lately: 0, steps: [] }] }
  serve({ ...SERVED, '/api/journeys/funnel': nobody })
  show(<JourneysPage />, '/journeys')
  expect(await screen.findByText('Nobody entered in this period and selection')).toBeTruthy()
})

test('a refusal is shown in the words of the server', async () => {
  serve({ ...SERVED, '/api/journeys/funnel': refusal({ status: 422, code: 'journey_invalid' }) })
  show(<JourneysPage />, '/journeys')
  expect(await screen.findByRole('alert')).toBeTruthy()
})
