// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { serve, show } from '~/tests/show'
import { EmptyLog } from '../empty-log'
import { Navigation } from '../navigation'

const session = (interactions: number, is_demo: boolean) => ({
  user: { email: 'maike@fernweh.example', name: 'Maike' },
  organisation: 'Fernweh Outfitters',
  is_demo,
  csrf_token: 'token',
  log: {
    interactions,
    customers: 9,
    first_at: null,
    last_at: '2026-09-30T14:32:00Z',
    version: 4,
    rejected: 37,
  },
})

test('the navigation lists only what exists and keeps the filters', async () => {
  serve({ '/api/session': session(1200, false) })
  show(<Navigation />, '/?period=all&channel=web')
  await screen.findByText('37')
  const links = screen.getAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')])
  expect(links).toEqual([
    ['Interactions', '/interactions?period=all&channel=web'],
    ['Customers', '/customers'],
    ['Accounts', '/accounts'],
    ['Segments', '/segments'],
    ['Sources', '/sources'],
    ['Feeds', '/feeds'],
    ['Rejected37', '/rejected'],
    ['Privacy', '/privacy'],
    ['Audit', '/audit'],
    ['Overview', '/?period=all&channel=web'],
    ['Dashboards', '/dashboards?period=all&channel=web'],
    ['Metrics', '/metrics?period=all&channel=web'],
    ['Journeys', '/journeys?period=all&channel=web'],
    ['Voice', '/voice?period=all&channel=web'],
    ['Value & risk', '/value?period=all&channel=web'],
    ['Drivers', '/drivers?period=all&channel=web'],
    ['Watch', '/watch'],
    ['Working hours', '/schedules'],
    ['Improvements', '/improvements'],
    ['Weekly digest', '/digest'],
    ['Surveys', '/surveys'],
    ['Notes', '/notes'],
    ['Cases', '/cases'],
    ['Community', '/community'],
  ])
})

test('an imaginary company is marked as such, a real one is not', async () => {
  serve({ '/api/session': session(1200, true) })
  show(<Navigation />)
  expect(await screen.findByText('imaginary company')).toBeTruthy()
})

test('an empty log says what will appear and the steps that fill it', async () => {
  serve({})
  show(<EmptyLog />)
  expect(await screen.findByRole('heading', { name: 'Nothing is recorded yet' })).toBeTruthy()
  expect(screen.getByText('regard demo')).toBeTruthy()
})
