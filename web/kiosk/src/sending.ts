/** Sends what waits, one batch after the other; an answer goes only when the server said that it has it. */
import { drop, firstKept, type Kept } from './kept'

const BATCH = 50
const SHORTEST = 2_000
const LONGEST = 300_000

export interface Outcome {
  isRefused: boolean
}

export interface Sender {
  now(): void
}

/** `isOpen` says whether an answer may go yet: the one being written may not. */
export function makeSender(isOpen: (kept: Kept) => boolean, tell: (outcome: Outcome) => void): Sender {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSending = false
  let isAsked = false
  let pause = SHORTEST

  const later = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void send(), wait)
  }

  const send = async () => {
    if (isSending) return void (isAsked = true)
    isSending = true
    isAsked = false
    clearTimeout(timer)
    const wait = await alone(sendAll)
    isSending = false
    if (wait) later(wait)
    else pause = SHORTEST
    if (isAsked) later(0)
  }

  /** What waits, until it is gone (0) or there is something to wait for (milliseconds). */
  const sendAll = async (): Promise<number> => {
    for (;;) {
      const waiting = (await firstKept(1_000)).filter(isOpen)
      const writeKey = waiting[0]?.writeKey
      const some = waiting.filter((one) => one.writeKey === writeKey).slice(0, BATCH)
      if (!writeKey) return 0
      const wait = await post(writeKey, some)
      if (wait) return wait
      tell({ isRefused: false })
    }
  }

  const post = async (writeKey: string, some: Kept[]): Promise<number> => {
    const body = JSON.stringify({ writeKey, sentAt: new Date(), batch: some.map((one) => one.answer) })
    try {
      const answer = await fetch('/v1/batch', {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body,
      })
      if (answer.ok) return (await drop(some), 0)
      const isFault = answer.status === 408 || answer.status === 429 || answer.status >= 500
      // A refusal is the address's fault (a closed source), never the visitor's: the answers stay.
      tell({ isRefused: !isFault })
      const asked = Number(answer.headers.get('retry-after')) * 1000
      return isFault ? asked || grown() : LONGEST
    } catch {
      tell({ isRefused: false })
      return grown()
    }
  }

  const grown = () => (pause = Math.min(pause * 2, LONGEST)) * (0.5 + Math.random() / 2)

  addEventListener('online', () => {
    pause = SHORTEST
    void send()
  })
  return { now: () => void send() }
}

/** Let one tab send at a time, where the browser can say which. */
async function alone(send: () => Promise<number>): Promise<number> {
  if (!navigator.locks) return send()
  return navigator.locks.request('regard-kiosk', { ifAvailable: true }, (lock) =>
    lock ? send() : SHORTEST * 5,
  )
}
