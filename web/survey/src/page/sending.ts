/** Sends answers to the address of the page. Again and again until the server said that it has them. */
import type { Answers } from '../logic/form'

export interface Sent {
  token: string
  answers: Answers
  page: string
  language: string
  channel?: string
  about?: About
}

/** Where a printed code stands, which its address says. */
export interface About {
  touchpoint: string
  store_id: string
}

export interface Told {
  state?: 'partial' | 'complete' | 'over_quota' | 'wrong'
  wrongs?: { name: string; code: string; limit: unknown }[]
  quota?: string
  answers?: Answers
  page?: string
  detail?: string
}

export interface Answer {
  status: number
  told: Told
}

/** How a page reaches the server; the builder's preview has another that keeps nothing. */
export interface Transport {
  send(verb: 'resume' | 'keep' | 'finish', sent: Sent): Promise<Answer>
}

export function transportTo(path: string): Transport {
  return {
    async send(verb, sent) {
      try {
        const body = JSON.stringify(sent)
        const answer = await fetch(`${path}/${verb}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          credentials: 'omit',
          keepalive: body.length < 60_000,
          body,
        })
        return { status: answer.status, told: (await answer.json()) as Told }
      } catch {
        return { status: 0, told: {} }
      }
    },
  }
}

/** 192 random bits, by which this page and nobody else can go on. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
}

/** What this device keeps: the token, so that a reload goes on. Without storage it lasts as long as the page. */
export function tokenOf(path: string): string {
  const key = `regard-survey:${path}`
  try {
    const kept = localStorage.getItem(key)
    if (kept) return kept
    const made = newToken()
    localStorage.setItem(key, made)
    return made
  } catch {
    return newToken()
  }
}
