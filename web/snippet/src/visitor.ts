/** Who the visitor is, as far as this browser knows. Ids of Segment's library are taken over, so that nobody starts anew. */
import { newId } from './ids'
import type { Store } from './store'

const ANONYMOUS = 'anonymous_id'
const USER = 'user_id'

export interface Visitor {
  anonymousId(): string | null
  userId(): string | null
  become(userId: string): void
  forget(): void
}

export function makeVisitor(store: Store, isKept: () => boolean): Visitor {
  const known: Record<string, string | null | undefined> = {}

  const find = (name: string) => {
    if (known[name] === undefined && isKept()) {
      known[name] = store.read('regard_' + name) || unquoted(store.read('ajs_' + name))
    }
    return known[name] || null
  }
  const set = (name: string, value: string | null) => {
    known[name] = value
    if (isKept()) store.write('regard_' + name, value)
  }

  return {
    anonymousId() {
      if (!isKept()) return null
      const found = find(ANONYMOUS) || newId()
      if (store.read('regard_' + ANONYMOUS) !== found) set(ANONYMOUS, found)
      return found
    },
    userId: () => find(USER),
    become(userId) {
      const before = find(USER)
      if (before && before !== userId) set(ANONYMOUS, newId()) // another person at the same browser
      set(USER, userId)
    },
    forget() {
      for (const name of [ANONYMOUS, USER]) {
        known[name] = null
        store.write('regard_' + name, null)
      }
    },
  }
}

function unquoted(text: string | null): string | null {
  return text && text !== 'null' ? text.replace(/^"|"$/g, '') : null
}
