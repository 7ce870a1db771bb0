// @vitest-environment jsdom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { refusal, serve, show } from '~/tests/show'
import AuditPage from '../audit-page'
import PrivacyPage from '../privacy-page'
import { contents, deed } from '../wording'

const PERSON = {
  customer_id: 'cus_1a',
  identifiers: [{ kind: 'email', value: 'ada@example.com' }],
  stores: [
    { store: 'interactions', holds: 'everything that happened', rows: 4 },
    { store: 'consents_consent', holds: 'what was agreed to', rows: 1 },
    { store: 'rejected', holds: 'rows that could not be stored', rows: 0 },
  ],
}
const RETENTION = {
  rows: [{ name: 'rejected', holds: 'rows', days: 30, default_days: 30, least_days: 1, due: 2 }],
}
const ANSWERS = {
  '/api/session': { csrf_token: 'token' },
  '/api/privacy/person': PERSON,
  '/api/privacy/erasures': { rows: [] },
  '/api/privacy/retention': RETENTION,
}

test('a person is found by an address, and erased only when their id is typed', async () => {
  const erasure = { erasure_id: 1, customer_id: 'cus_1a', erased_at: '2026-11-22T08:00:00Z', is_done: false }
  const asked = serve({ ...ANSWERS, '/api/customers/cus_1a/erasure': { ...erasure, counts: {}, note: '' } })
  show(<PrivacyPage />)
  await userEvent.click(await screen.findByLabelText('Who'))
  await userEvent.paste('ada@example.com')
  await userEvent.click(screen.getByRole('button', { name: 'Find' }))
  expect((await screen.findByRole('link', { name: 'Download everything' })).getAttribute('href')).toBe(
    '/api/customers/cus_1a/export',
  )
  expect(asked.find((url) => url.pathname === '/api/privacy/person')?.search).toBe(
    '?identifier=email%3Aada%40example.com',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Erase' }))
  const form = screen.getByRole('form', { name: 'Erase cus_1a' })
  expect(form.textContent).toContain('This removes 4 interactions and 1 consent,')
  const button = within(form).getByRole<HTMLButtonElement>('button', { name: 'Erase for good' })
  await userEvent.type(within(form).getByLabelText(/^Type cus_1a/), 'cus_1')
  expect(button.disabled).toBe(true)
  expect(asked.some((url) => url.pathname.endsWith('/erasure'))).toBe(false)
  await userEvent.type(within(form).getByLabelText(/^Type cus_1a/), 'a')
  await userEvent.click(button)
  expect(await screen.findByText(/cus_1a is being erased/)).toBeTruthy()
})

test('somebody nobody knows is said to be so', async () => {
  const detail = "Nobody is known by email 'eve@example.com'."
  serve({ ...ANSWERS, '/api/privacy/person': refusal({ status: 404, detail, code: 'person_unknown' }) })
  show(<PrivacyPage />)
  await userEvent.click(await screen.findByLabelText('Who'))
  await userEvent.paste('eve@example.com')
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByText(detail)).toBeTruthy()
})

test('a class of data is kept for the days that are typed', async () => {
  const asked = serve({
    ...ANSWERS,
    '/api/privacy/retention/rejected': { rows: [{ ...RETENTION.rows[0], days: 7 }] },
  })
  show(<PrivacyPage />)
  expect(await screen.findByText('30 days')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Change how long rejected are kept' }))
  const field = screen.getByLabelText('Days; empty for ever')
  await userEvent.clear(field)
  await userEvent.type(field, '7{Enter}')
  expect(await screen.findByText('7 days')).toBeTruthy()
  expect(asked.some((url) => url.pathname === '/api/privacy/retention/rejected')).toBe(true)
})

const ENTRY = {
  number: 12,
  at: '2026-11-22T08:00:00Z',
  actor: 'user:1',
  actor_name: 'ada@example.com',
  verb: 'viewed',
  subject: 'customer:cus_1a',
  detail: { operation: 'get_one_customer' },
}

test('the audit log says who did what, and that its chain is broken', async () => {
  serve({
    '/api/audit': { total: 1, rows: [ENTRY], verbs: ['viewed'], next_cursor: null },
    '/api/audit/verification': {
      is_intact: false,
      entries: 11,
      sealed_number: 12,
      fault: 'Entry 12 does not say what it said when it was written.',
    },
  })
  show(<AuditPage />)
  expect(await screen.findByText('looked at customer cus_1a')).toBeTruthy()
  expect(screen.getByText('ada@example.com')).toBeTruthy()
  expect((await screen.findByRole('alert')).textContent).toContain('Entry 12 does not say')
})

test('what is counted and what was done read as sentences', () => {
  expect(contents({ interactions: 1, rejected: 2, customers_link: 0 })).toBe(
    '1 interaction and 2 rejected rows',
  )
  expect(contents({})).toBe('nothing')
  const listed = { ...ENTRY, subject: 'all', detail: { operation: 'get_customers' } }
  expect(deed(listed)).toBe('looked at customers')
})
