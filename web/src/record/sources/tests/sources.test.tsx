// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { serve, show } from '~/tests/show'
import { KeysPanel } from '../keys-panel'
import { hasPage } from '../wording'
import { RecipesPanel } from '../recipes-panel'
import SourcesPage from '../sources-page'
import { TailPanel } from '../tail-panel'
import { makeSource } from './factories'

const HOSTILE = '<img src=x onerror=alert(1)>'

test('a source leads to its page, its rejected rows and its interactions, whatever it is called', async () => {
  serve({
    '/api/sources': {
      rows: [makeSource({ name: HOSTILE }), makeSource({ slug: '../x', name: '../x', is_made: false })],
    },
  })
  show(<SourcesPage />)
  expect(await screen.findByRole('heading', { name: '2 sources' })).toBeTruthy()
  const [, first, second] = screen.getAllByRole('row')
  const links = within(first!)
    .getAllByRole('link')
    .map((link) => [link.textContent, link.getAttribute('href')])
  expect(links).toEqual([
    [HOSTILE, '/sources/website'],
    ['5 2.5%', '/rejected?source=website'],
    ['1,200', '/interactions?source=website&period=all'],
  ])
  expect(within(second!).queryByRole('link', { name: '../x' })).toBeNull()
  expect(document.querySelector('img')).toBeNull()
})

test('a slug that an address cannot hold has no page', () => {
  expect(
    ['shop', 'store tablet', '..', 'a/b', 'a?b', ''].map((slug) =>
      hasPage(makeSource({ slug, is_made: false })),
    ),
  ).toEqual([true, true, false, false, false, false])
})

test('a secret key is shown once, and its beginning afterwards', async () => {
  const asked = serve({
    '/api/session': { csrf_token: 'token' },
    '/api/sources/website/keys': {
      key_id: 2,
      kind: 'secret',
      text: 'rgs_the-secret',
      scopes: ['write'],
      rows: [
        {
          key_id: 2,
          kind: 'secret',
          text: null,
          prefix: 'rgs_the-se',
          scopes: ['write', 'import'],
          created_at: '2026-11-22T08:00:00Z',
          last_used_at: null,
          revoked_at: null,
        },
      ],
    },
  })
  show(<KeysPanel slug="website" />)
  expect(await screen.findByText('rgs_the-se…')).toBeTruthy()
  expect(screen.queryByText('rgs_the-secret')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'New secret key' }))
  expect(await screen.findByText('rgs_the-secret')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'I have it' }))
  await waitFor(() => expect(screen.queryByText('rgs_the-secret')).toBeNull())
  expect(asked.map((url) => url.pathname)).toContain('/api/session')
})

test('revoking asks twice', async () => {
  const row = {
    key_id: 7,
    kind: 'write',
    text: 'rgw_abc',
    prefix: 'rgw_abc',
    scopes: ['write'],
    created_at: '2026-11-22T08:00:00Z',
    last_used_at: null,
    revoked_at: null,
  }
  const asked = serve({
    '/api/session': { csrf_token: 'token' },
    '/api/sources/website/keys': { rows: [row] },
    '/api/sources/website/keys/7': { rows: [] },
  })
  const revoked = () => asked.filter((url) => url.pathname.endsWith('/keys/7')).length
  show(<KeysPanel slug="website" />)
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke' }))
  expect(revoked()).toBe(0)
  await userEvent.click(screen.getByRole('button', { name: 'Let it in no more' }))
  await waitFor(() => expect(revoked()).toBe(1))
})

test('what comes is shown with what became of it, as text', async () => {
  const stored = {
    at: '2026-11-22T08:00:01Z',
    outcome: 'stored',
    kind: 'Page Viewed',
    message_id: 'm',
    customer_id: 'cus_1',
  }
  const rejected = {
    at: '2026-11-22T08:00:00Z',
    outcome: 'rejected',
    reason: 'It says of nobody.',
    raw: HOSTILE,
  }
  serve({ '/api/sources/website/arrivals': { rows: [stored, rejected] } })
  show(<TailPanel slug="website" />)
  const [first, second] = await screen.findAllByRole('listitem')
  expect(first!.textContent).toContain('storedPage Viewed')
  expect(second!.textContent).toContain(`rejectedIt says of nobody.${HOSTILE}`)
})

test('a source without a key says so instead of showing code without one', async () => {
  serve({})
  show(<RecipesPanel source={makeSource({ write_keys: [] })} />)
  expect(await screen.findByText('It has no open write key')).toBeTruthy()
})
