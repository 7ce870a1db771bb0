// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { refusal, serve, show } from '~/tests/show'
import { JourneyPanel } from '../journey-panel'
import { stage } from './factories'

const journey = (stages: ReturnType<typeof stage>[]) => ({
  since: null,
  until: null,
  scored: 900,
  unplaced: 0,
  stages,
})
const STAGES = [stage('Purchase', 0.46), stage('Delivery', -0.08), stage('Use', 0.52)]

test('the title says what is seen, and every number leads to the interactions behind it', async () => {
  serve({ '/api/journey': journey(STAGES) })
  show(<JourneyPanel />, '/?segment=trait:country%3DDE')
  expect(await screen.findByRole('heading', { name: 'The journey dips at Delivery' })).toBeTruthy()
  const link = screen.getByRole('link', { name: 'Delivery −0.08, see the interactions' })
  expect(link.getAttribute('href')).toBe(
    '/interactions?segment=trait:country%3DDE&stage=delivery&scored=true',
  )
})

test('the server is asked for the last complete period and the filters in the address', async () => {
  const asked = serve({ '/api/journey': journey(STAGES) })
  show(<JourneyPanel />, '/?channel=web,app')
  await screen.findByRole('heading', { name: /dips/ })
  const query = asked.find(({ pathname }) => pathname === '/api/journey')!.searchParams
  expect(Object.fromEntries(query)).toEqual({ since: '2026-07-01', until: '2026-10-01', channel: 'web,app' })
})

test('a stage without scores keeps its place', async () => {
  serve({ '/api/journey': journey([stage('Purchase', 0.46), stage('Delivery', null)]) })
  show(<JourneyPanel />)
  expect(await screen.findByText('no scores')).toBeTruthy()
  expect(screen.getByText('Delivery')).toBeTruthy()
})

test('the chart can be read as a table', async () => {
  serve({ '/api/journey': journey(STAGES) })
  show(<JourneyPanel />)
  await userEvent.click(await screen.findByRole('button', { name: 'Show as table' }))
  expect(screen.getByRole('table', { name: 'The journey by stage' }).textContent).toContain('−0.08')
})

test('the arrow keys go from stage to stage', async () => {
  serve({ '/api/journey': journey(STAGES) })
  show(<JourneyPanel />)
  const first = await screen.findByRole('link', { name: /^Purchase \+0\.46/ })
  first.focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Delivery/)
  await userEvent.keyboard('{End}')
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Use/)
})

test('an empty period says what will appear and how to fill it', async () => {
  serve({ '/api/journey': journey([]) })
  show(<JourneyPanel />)
  expect(await screen.findByText('Nothing happened in this period and selection')).toBeTruthy()
})

test('a refusal says what happened, gives its code, and a retry asks again', async () => {
  const asked = serve({ '/api/journey': refusal() })
  show(<JourneyPanel />)
  expect((await screen.findByRole('alert')).textContent).toContain(
    'The server is not readyIts newest version is being written.',
  )
  expect(screen.getByText('log-unavailable')).toBeTruthy()
  const before = asked.length
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(asked.length).toBe(before + 1)
})

test('what would be refused again is not offered to be tried again', async () => {
  serve({
    '/api/journey': refusal({ status: 422, code: 'invalid_request', detail: 'Give a day as YYYY-MM-DD.' }),
  })
  show(<JourneyPanel />, '/?since=abc')
  expect((await screen.findByRole('alert')).textContent).toContain('Give a day as YYYY-MM-DD.')
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})
