/** What states of feeds are called. */
import { formatMoment } from '~/design/dates'
import { formatCount, plural } from '~/design/numbers'
import type { TagTone } from '~/design/tag'
import type { Feed, Proof, PublicVoice } from './queries'

const STATES: Record<string, { name: string; tone: TagTone; means: string }> = {
  waiting: { name: 'waiting', tone: 'outline', means: 'Nobody has looked yet' },
  looking: { name: 'looking', tone: 'outline', means: 'Somebody is looking right now' },
  ok: { name: 'fine', tone: 'accent', means: 'The last look brought an answer' },
  unchanged: { name: 'fine', tone: 'accent', means: 'Nothing new at the last look' },
  failing: {
    name: 'failing',
    tone: 'warning',
    means: 'The last look failed; it is asked less and less often',
  },
  refused: { name: 'refused', tone: 'negative', means: 'It needs another address or secret' },
  gone: { name: 'gone', tone: 'negative', means: 'Looked at no more' },
  paused: { name: 'paused', tone: 'plain', means: 'Not looked at until it is resumed' },
}

export const stateOf = (state: string) => STATES[state] ?? { name: state, tone: 'plain' as const, means: '' }

export const PROOF_TONES: Record<Proof['state'], TagTone> = {
  open: 'outline',
  expired: 'plain',
  proved: 'accent',
  undone: 'plain',
}

export const nextLook = ({ next_at, address }: Feed) =>
  next_at ? formatMoment(next_at) : address ? 'never' : 'takes files'

export const lastLook = ({ looked_at }: Feed) => (looked_at ? formatMoment(looked_at) : 'never')

export const publicNote = ({ n, authors, edits }: PublicVoice) =>
  `${plural(n, 'entry', 'entries')} of ${plural(authors, 'author', 'authors')}` +
  `${edits > 0 ? `, ${formatCount(edits)} of them edited` : ''} · in no number about customers`
