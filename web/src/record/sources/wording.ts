/** What kinds and states of sources are called. */
import type { TagTone } from '~/design/tag'
import { formatMoment } from '~/design/dates'
import type { Source, SourceKind } from './queries'

export const KINDS: [SourceKind, string][] = [
  ['web', 'Website'],
  ['app', 'App'],
  ['server', 'Server'],
  ['store', 'Store'],
  ['webhook', 'Webhook'],
  ['import', 'Import'],
]

export const kindName = (kind: string) =>
  kind === 'feed' ? 'Feed' : (KINDS.find(([key]) => key === kind)?.[1] ?? kind)

const STATES: Record<string, { name: string; tone: TagTone; means: string }> = {
  live: { name: 'live', tone: 'accent', means: 'Something came within a day' },
  quiet: { name: 'quiet', tone: 'warning', means: 'Nothing came for more than a day' },
  waiting: { name: 'waiting', tone: 'outline', means: 'Nothing has come yet' },
  off: { name: 'off', tone: 'plain', means: 'Switched off: its keys let nobody in' },
  history: { name: 'in the log', tone: 'plain', means: 'Imported, so it has no keys' },
}

export const stateOf = (state: string) => STATES[state] ?? { name: state, tone: 'plain' as const, means: '' }

export const lastSeen = ({ last_seen_at }: Source) => (last_seen_at ? formatMoment(last_seen_at) : 'never')

/** A source has a page where its name can stand in an address as it is. */
export const hasPage = ({ slug, is_made }: Source) => is_made || /^[\w][\w .-]*$/.test(slug)

/** Rejected of received, nothing where nothing came. */
export const rejectedShare = ({ rejected, received }: Pick<Source, 'rejected' | 'received'>) =>
  received > 0 ? rejected / received : null
