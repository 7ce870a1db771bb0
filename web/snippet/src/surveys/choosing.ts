/** Whether a visitor is meant: on this page, in the sample, and not asked lately. */
import type { Widget } from './types'

const KEPT = 'regard_surveys'
const DAY = 86_400_000

/** Whether a path fits one of the patterns; where there are none, every path does. */
export const isOnPage = (patterns: string[], path: string) =>
  !patterns.length ||
  patterns.some((one) =>
    new RegExp(`^${one.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`).test(path),
  )

/** The same answer each time for the same visitor and survey (FNV-1a). */
export function isInSample({ slug, share }: Widget, visitor: string): boolean {
  let hash = 2_166_136_261
  for (const sign of slug + visitor) hash = Math.imul(hash ^ sign.charCodeAt(0), 16_777_619) >>> 0
  return hash % 100 < share
}

type Times = Record<string, number>

function times(): Times {
  try {
    return (JSON.parse(localStorage.getItem(KEPT) || '{}') as Times) || {}
  } catch {
    return {}
  }
}

export const wasAsked = ({ slug }: Widget) => Date.now() < (times()[slug] || 0)

/** Remember on this device until when not to ask: for days, or where the server said no, for one. */
export function remember({ slug }: Widget, days: number): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...times(), [slug]: Date.now() + days * DAY }))
  } catch {
    // Nothing is kept: the server knows as well.
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEPT)
  } catch {
    // There was nothing.
  }
}
