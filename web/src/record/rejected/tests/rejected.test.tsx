// @vitest-environment jsdom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { serve, show } from '~/tests/show'
import RejectedPage from '../rejected-page'

const RAW = '<script>alert(1)</script>'
const row = {
  id: 'a1',
  source: 'shop',
  origin: 'orders.csv',
  line: 12,
  reason: 'Column `at` is “never”, which is not a time.',
  sort: 'Column `at` is …, which is not a time.',
  raw: RAW,
  size: 25,
  received_at: '2026-11-22T08:00:00Z',
}

test('rejected rows are grouped by reason, and open to what they said', async () => {
  const asked = serve({
    '/api/rejected': { total: 1, rows: [row], next_cursor: null },
    '/api/rejected/reasons': {
      rows: [
        {
          sort: row.sort,
          rows: 1,
          sources: ['shop'],
          first_at: row.received_at,
          last_at: row.received_at,
          example: row,
        },
      ],
    },
  })
  show(<RejectedPage />, '/?source=shop')
  expect(await screen.findByRole('heading', { name: '1 row was rejected, for 1 reason' })).toBeTruthy()
  expect(screen.getByRole('link', { name: row.sort }).getAttribute('href')).toContain('sort=Column')
  await userEvent.click(await screen.findByRole('button', { name: 'Show the row' }))
  expect(screen.getByLabelText('The row as it came').textContent).toBe(RAW)
  expect(screen.getByText('25 bytes')).toBeTruthy()
  expect(
    asked
      .filter((url) => url.pathname.startsWith('/api/rejected'))
      .map((url) => url.searchParams.get('source')),
  ).toEqual(['shop', 'shop'])
})

test('where nothing was rejected it says what would appear', async () => {
  serve({ '/api/rejected/reasons': { rows: [] } })
  show(<RejectedPage />)
  expect(await screen.findByText('No row was rejected')).toBeTruthy()
})
