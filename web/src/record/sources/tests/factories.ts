import type { Source } from '../queries'

export const makeSource = (changes: Partial<Source> = {}): Source => ({
  slug: 'website',
  name: 'Website',
  kind: 'web',
  state: 'live',
  is_made: true,
  created_at: '2026-11-01T08:00:00Z',
  last_seen_at: '2026-11-22T08:00:00Z',
  interactions: 1200,
  received: 200,
  duplicates: 10,
  rejected: 5,
  days: [{ date: '2026-11-22', received: 200, stored: 185, duplicates: 10, rejected: 5 }],
  write_keys: ['rgw_abc'],
  ...changes,
})
