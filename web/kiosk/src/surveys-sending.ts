/** Sends the surveys that wait, one after the other; one leaves the device when the server said that it has it. */
import type { Sent } from '../../survey/src/page/sending'
import { shelf } from './kept'

const SHORTEST = 2_000
const LONGEST = 300_000

export interface Waiting {
  token: string
  path: string
  verb: 'keep' | 'finish'
  sent: Sent
  about: Record<string, string | undefined>
  at: number
}

const waiting = shelf<Waiting>('regard-kiosk-surveys', 'token')
export const keepSurvey = waiting.keep
export const countSurveys = waiting.count

let isSending = false
let pause = SHORTEST

/** Send now, and again until nothing waits. `tell` hears whether the server refuses this address. */
export async function sendSurveys(tell: (isRefused: boolean) => void): Promise<void> {
  if (isSending) return
  isSending = true
  let wait = 0
  for (const one of await waiting.first(500)) {
    const status = await post(one)
    const isRefused = [403, 404, 410].includes(status)
    tell(isRefused)
    if (status === 422 && one.verb === 'finish') await keepSurvey({ ...one, verb: 'keep' })
    else if (status === 200 || status === 409 || status === 422) await waiting.drop(one.token)
    else {
      wait = isRefused ? LONGEST : (pause = Math.min(pause * 2, LONGEST))
      break
    }
  }
  isSending = false
  if (!wait) pause = SHORTEST
  if (wait || (await waiting.count())) setTimeout(() => void sendSurveys(tell), wait || SHORTEST)
  tell(wait === LONGEST && pause < LONGEST)
}

async function post({ path, verb, sent, about, at }: Waiting): Promise<number> {
  try {
    const answer = await fetch(`${path}/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'omit',
      body: JSON.stringify({ ...sent, about, age: Math.max(0, Math.round((Date.now() - at) / 1_000)) }),
    })
    return answer.status
  } catch {
    return 0
  }
}
