/**
 * Sending: batches as text/plain with the write key inside, which no browser asks permission for first. An event leaves
 * the queue when the collector said that it has it, or that it will never take it.
 */
import type { Queue } from './queue'
import type { Properties } from './types'

const LARGEST_BATCH = 475_000
const LARGEST_FAREWELL = 60_000
const PATIENCE = 30_000
const LONGEST_PAUSE = 300_000

export interface Delivery {
  flush(): Promise<void>
  schedule(wait: number): void
  /** The network is back: no more waiting. */
  hurry(): void
  /** The page goes away: hand over by `sendBeacon` what no request carries now. */
  leave(): void
}

export const sizeOf = (text: string) => new Blob([text]).size

export function makeDelivery(
  queue: Queue,
  url: string,
  writeKey: string,
  context: Properties,
  warn: (text: string) => void,
): Delivery {
  const request = window.fetch.bind(window) // before anybody wraps it
  let inFlight: string[] = []
  let current: Promise<void> | undefined
  let tries = 0
  let notBefore = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let due = Infinity

  const bodyOf = (events: string[]) =>
    JSON.stringify({ writeKey, sentAt: new Date(), context }).slice(0, -1) + `,"batch":[${events.join()}]}`

  const take = (events: string[], most: number) => {
    let size = 500
    const end = events.findIndex((event) => (size += sizeOf(event) + 1) > most)
    return end < 0 ? events.slice() : events.slice(0, end)
  }

  const schedule = (wait: number) => {
    const at = Date.now() + wait
    if (at >= due) return
    clearTimeout(timer)
    due = at
    timer = setTimeout(() => {
      due = Infinity
      void flush()
    }, wait)
  }

  const pause = (asked: string | null) => {
    const seconds = Number(asked)
    const wait = asked ? (seconds ? seconds * 1000 : Date.parse(asked) - Date.now()) : 0
    notBefore =
      Date.now() + Math.min(wait > 0 ? wait : 1000 * 2 ** tries++ * (0.5 + Math.random()), LONGEST_PAUSE)
    schedule(notBefore - Date.now() + 20)
  }

  const post = async () => {
    for (;;) {
      inFlight = take(queue.waiting(), LARGEST_BATCH)
      if (!inFlight.length || navigator.onLine === false) return
      if (Date.now() < notBefore) return schedule(notBefore - Date.now() + 20)
      const body = bodyOf(inFlight)
      let answer: Response
      try {
        answer = await request(url, {
          method: 'POST',
          headers: { 'content-type': 'text/plain' },
          body,
          credentials: 'omit',
          keepalive: sizeOf(body) < LARGEST_FAREWELL,
          signal: AbortSignal.timeout?.(PATIENCE),
        })
      } catch {
        return pause(null)
      }
      const { status } = answer
      if (status === 408 || status === 429 || status > 499) return pause(answer.headers.get('retry-after'))
      if (!answer.ok)
        warn(`The collector refused ${inFlight.length} events with ${status}: ${await answer.text()}`)
      tries = 0
      queue.remove(inFlight)
    }
  }

  const flush = () =>
    (current ||= post().finally(() => {
      inFlight = []
      current = undefined
    }))

  return {
    flush,
    schedule,
    hurry() {
      notBefore = tries = 0
      void flush()
    },
    leave() {
      if (navigator.onLine === false) return
      let rest = queue.waiting().filter((event) => !inFlight.includes(event))
      for (;;) {
        const some = take(rest, LARGEST_FAREWELL)
        if (!some.length || !navigator.sendBeacon(url, bodyOf(some))) return
        rest = rest.slice(some.length)
      }
    },
  }
}
