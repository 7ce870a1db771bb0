/**
 * What the visitor agreed to, and what follows from it:
 * `full` ids are kept · `cookieless` nothing is kept, the server makes an id for a day · `wait` nothing is kept or sent
 * until we know · `off` nothing is recorded. Global Privacy Control means no sale or sharing, whatever else was said,
 * and `cookieless` until analytics are agreed to expressly.
 */
import type { Store } from './store'
import type { Options, Preferences, Properties } from './types'

export type State = 'full' | 'cookieless' | 'wait' | 'off'

const NAME = 'regard_consent'
const SALE = ['sale', 'share', 'advertising']

export interface Change {
  given: string[]
  withdrawn: string[]
  categories: Preferences
}

export interface Consent {
  state(): State
  isPrivate: boolean
  /** Note what was chosen; says what is new. */
  choose(chosen: Preferences): Change
  /** Keep the choice for the next page, as far as that needs keeping. */
  remember(): void
  context(): Properties
}

export function makeConsent(store: Store, mode: Options['consent']): Consent {
  const isPrivate = !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
  let known: Preferences | undefined = parsed(store.read(NAME))

  const state = (): State => {
    const analytics = known?.analytics
    if (analytics) return 'full'
    if (analytics === false) return mode === 'cookieless' ? 'cookieless' : 'off'
    if (mode === 'required') return 'wait'
    return mode === 'cookieless' || isPrivate ? 'cookieless' : 'full'
  }

  return {
    state,
    isPrivate,
    choose(chosen) {
      const before = known || {}
      const wasOn = state() === 'full'
      known = { ...before, ...chosen }
      if (isPrivate) for (const name of SALE) if (name in known) known[name] = false
      const names = Object.keys(known)
      return {
        categories: known,
        given: names.filter((name) => known![name] && !before[name]),
        withdrawn: names.filter((name) => !known![name] && (before[name] ?? (name === 'analytics' && wasOn))),
      }
    },
    remember() {
      const isKept = known && (known.analytics || !mode || mode === 'granted')
      store.write(NAME, isKept ? JSON.stringify(known) : null)
    },
    context: () => ({
      ...(isPrivate && { gpc: true }),
      ...(state() === 'cookieless' && { cookieless: true }),
      ...(known && { consent: { categoryPreferences: known } }),
    }),
  }
}

function parsed(text: string | null): Preferences | undefined {
  try {
    return text ? (JSON.parse(text) as Preferences) : undefined
  } catch {
    return undefined
  }
}
