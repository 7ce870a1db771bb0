/** From a call to what waits in the queue: who, where, when; or held back, or dropped, as consent has it. */
import type { Consent } from './consent'
import { campaignNow, pageNow } from './context'
import { sizeOf } from './delivery'
import { newId } from './ids'
import type { Queue } from './queue'
import type { Call, Properties, Said } from './types'
import type { Visitor } from './visitor'

const LARGEST = 32 * 1024
const MOST_HELD = 200

export interface Recorder {
  record(type: string, fields: Properties, said?: Said, isFarewell?: boolean): Call | undefined
  /** Consent changed: let out what was held, or let it go. */
  settle(): void
}

export function makeRecorder(
  consent: Consent,
  visitor: Visitor,
  queue: Queue,
  note: (call: Call) => void,
  warn: (text: string) => void,
): Recorder {
  let held: Call[] = []

  const put = (call: Call) => {
    const { context } = call
    call.anonymousId ??= visitor.anonymousId()
    call.userId ??= visitor.userId()
    call.context = {
      ...context,
      ...consent.context(),
      ...(context.consent ? { consent: context.consent } : null),
    }
    const text = JSON.stringify(call)
    if (sizeOf(text) > LARGEST)
      return warn(`${call.event || call.type} is larger than 32 KB and was dropped.`)
    queue.add(text)
    note(call)
  }

  return {
    record(type, fields, said = {}, isFarewell) {
      const state = consent.state()
      if (state === 'off' && !isFarewell) return
      const call: Call = {
        type,
        messageId: said.messageId || newId(),
        timestamp: new Date(said.timestamp || Date.now()).toISOString(),
        anonymousId: said.anonymousId,
        userId: said.userId,
        integrations: said.integrations,
        ...fields,
        context: { page: pageNow(), campaign: campaignNow(!consent.isPrivate), ...said.context },
      }
      if (state === 'wait') held = [...held, call].slice(-MOST_HELD)
      else put(call)
      return call
    },
    settle() {
      if (consent.state() === 'wait') return
      const free = held
      held = []
      if (consent.state() !== 'off') free.forEach(put)
    },
  }
}
