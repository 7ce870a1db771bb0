// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { serve, show } from '~/tests/show'
import { AlertCard } from '../alert-card'
import type { Alert, Watch } from '../queries'
import WatchesPage from '../watches-page'

const watch = {
  slug: 'care',
  name: 'Customer care',
  kind: 'crisis',
  state: 'alert',
  about: 'chat',
  metrics: ['csat', 'resolution_hours'],
  scope: { channels: ['chat'], stage: null, touchpoint: null, segment: null },
  as_of: '2026-11-01',
  closed_at: null,
  open_alerts: 1,
  trouble: '',
} as unknown as Watch

const alert = {
  number: 2,
  title: 'CSAT lower than expected since 18 October 2026, mostly channel chat',
  state: 'open',
  raised_at: '2026-10-20T08:00:00Z',
  reason: '',
  note: '',
  after_action: { days_to_detect: 3, hours_to_answer: null, days_to_recover: null },
  findings: [
    {
      metric: 'csat',
      label: 'CSAT',
      unit: '%',
      is_better: false,
      since: '2026-10-18',
      until: null,
      size: -2,
      actual: 60,
      expected: 78,
      n: 300,
      missed: null,
      stands: true,
      explained_by: [
        {
          dimension: 'channel',
          value: 'chat',
          share: 0.9,
          before: 80,
          after: 30,
          n: 100,
          chance: 0.001,
          explains: true,
        },
        {
          dimension: 'channel',
          value: 'web',
          share: 0.1,
          before: 80,
          after: 79,
          n: 100,
          chance: 1,
          explains: false,
        },
      ],
    },
  ],
} as unknown as Alert

test('watches are listed with their state and a way in', async () => {
  serve({ '/api/watches': { rows: [watch] } })
  show(<WatchesPage />)
  expect((await screen.findByRole('link', { name: 'Customer care' })).getAttribute('href')).toBe(
    '/watch/care',
  )
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('1 watch has an open alert')
  expect(screen.getByText('csat, resolution hours')).toBeTruthy()
})

test('where nothing is watched it says what a watch is', async () => {
  serve({ '/api/watches': { rows: [] } })
  show(<WatchesPage />)
  expect(await screen.findByText('Nothing is watched yet')).toBeTruthy()
})

test('an alert names only the part that explains it, and leads to its interactions', async () => {
  show(<AlertCard watch={watch} alert={alert} />)
  const part = await screen.findByRole('link', { name: 'channel chat' })
  expect(part.getAttribute('href')).toContain('since=2026-10-18')
  expect(screen.queryByText(/channel web/)).toBeNull()
  expect(screen.getByText(/60.0 % instead of 78.0 %/)).toBeTruthy()
  expect(screen.getByText(/Detected after 3 days · not answered since/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'I am at it' })).toBeTruthy()
})
