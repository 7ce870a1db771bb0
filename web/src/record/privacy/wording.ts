/** The words for what the server names by one word. */
import { joinWords, plural } from '~/design/numbers'
import type { AuditEntry, Erasure, Person } from './queries'

const STORES: Record<string, string> = {
  interactions: 'interactions',
  rejected: 'rejected rows',
  customers_identifier: 'identifiers',
  customers_link: 'links between identifiers',
  customers_decision: 'merges and splits',
  customers_formercustomer: 'former ids',
  consents_consent: 'consents',
  webhooks_webhook: 'samples of webhooks',
}

export const storeName = (store: string) => STORES[store] ?? store.replaceAll('_', ' ')

/** "3 interactions, 2 consents and 4 identifiers" */
export function contents(counts: Record<string, number>): string {
  const there = Object.entries(counts).filter(([, rows]) => rows > 0)
  return joinWords(there.map(([store, rows]) => plural(rows, oneOf(store), storeName(store)))) || 'nothing'
}

const oneOf = (store: string) => storeName(store).replace(/^(\w+?)s\b/, '$1')

export const countsOf = ({ stores }: Person) =>
  Object.fromEntries(stores.map(({ store, rows }) => [store, rows]))

export function stateOf({ is_done, note }: Erasure): string {
  return is_done ? 'Erased' : note || 'Being erased'
}

export const daysKept = (days: number | null) => (days === null ? 'for ever' : plural(days, 'day', 'days'))

/** "looked at customer cus_1" */
export function deed({ verb, subject, detail }: AuditEntry): string {
  const what =
    subject === 'all'
      ? spaced(String(detail.operation ?? 'everything').replace(/^(get|list)_/, ''))
      : subject.replace(':', ' ')
  return `${VERBS[verb] ?? spaced(verb)} ${what}`
}

const VERBS: Record<string, string> = {
  viewed: 'looked at',
  signed_in: 'signed in as',
  signed_out: 'signed out as',
  sign_in_failed: 'failed to sign in with',
  erasure_asked: 'asked to erase',
  key_created: 'made',
  retention_changed: 'changed',
  retained: 'removed what was too old of',
  consent_recorded: 'recorded a consent at',
}

const spaced = (word: string) => word.replaceAll('_', ' ')
