/**
 * What waits to be sent, oldest first, as JSON texts. It is kept in localStorage under a key of this page's own, with
 * the time until which nobody else may touch it. A page that ended leaves its events to the next page of the site.
 */
import { newId } from './ids'

const PREFIX = 'regard_queue:'
const LEASE = 30_000
const ROOM = 500_000
const SETTLING = 500

export interface Queue {
  waiting(): string[]
  add(event: string): void
  remove(sent: string[]): void
  /** Take over what pages that are gone left behind; renew the lease of what is ours. */
  adopt(then: () => void): void
  /** Let others have it from now on: the page goes away. */
  release(): void
  /** Take it off the device, or put it there. */
  keep(): void
}

export function makeQueue(
  storage: Storage | undefined,
  isKept: () => boolean,
  warn: (text: string) => void,
): Queue {
  const own = PREFIX + newId()
  let events: string[] = []
  let until = Infinity // nothing of ours lies in storage yet

  const save = (lease = Date.now() + LEASE) => {
    if (!storage) return
    try {
      if (isKept() && events.length) {
        storage.setItem(own, [lease, ...events].join('\n'))
        until = lease
      } else {
        storage.removeItem(own)
        until = Infinity
      }
    } catch {
      // Full: they wait in memory.
    }
  }

  /** Forget what another page took over while this one slept longer than its lease. */
  const wake = () => {
    if (Date.now() > until && storage && storage.getItem(own) === null) {
      events = []
      until = Infinity
    }
  }

  const takeOver = () => {
    if (!storage || !isKept()) return
    wake()
    for (const name of Object.keys(storage)) {
      if (!name.startsWith(PREFIX) || name === own) continue
      const [lease, ...left] = (storage.getItem(name) || '').split('\n')
      if (Number(lease) > Date.now()) continue
      events.push(...left)
      save()
      storage.removeItem(name)
    }
    if (events.length) save()
  }

  return {
    waiting() {
      wake()
      return events
    },
    add(event) {
      wake()
      events.push(event)
      let size = events.reduce((sum, one) => sum + one.length, 0)
      while (size > ROOM) {
        size -= events.shift()!.length
        warn('Too much waits to be sent: the oldest event was dropped.')
      }
      save()
    },
    remove(sent) {
      const gone = new Set(sent)
      events = events.filter((event) => !gone.has(event))
      save()
    },
    adopt(then) {
      const whenFree = (lock: unknown) => {
        if (lock) takeOver()
        then()
        // Other tabs see a moment later what became of the storage: nobody else takes over until then.
        return new Promise<void>((done) => setTimeout(done, SETTLING))
      }
      if (navigator.locks) void navigator.locks.request('regard', { ifAvailable: true }, whenFree)
      else void whenFree(true)
    },
    release: () => save(0),
    keep: () => save(),
  }
}
