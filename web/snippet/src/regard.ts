/** The snippet put together: Segment's methods, consent, and when to send. */
import { readArguments } from './calls'
import { makeConsent } from './consent'
import { deviceNow, pageNow } from './context'
import { touchpointOf, watchDeclared } from './declared'
import { makeDelivery } from './delivery'
import { watchPages } from './pages'
import { makeQueue } from './queue'
import { makeRecorder } from './recorder'
import { findStorage, makeStore } from './store'
import type { Call, Options, Preferences, Properties, Regard } from './types'
import { makeVisitor } from './visitor'

const SOON = 1_500
const RENEW = 15_000

export function makeRegard(options: Options, version: string): Regard {
  const storage = findStorage()
  const store = makeStore(storage, options.cookieDomain)
  let heard: ((call: Call) => void) | undefined
  let isLoud = !!options.debug || options.debug === ''
  const warn = (text: string) => console.warn('regard: ' + text)
  const note = (call: Call) => {
    if (isLoud) console.log('regard:', call)
    delivery.schedule(SOON)
    heard?.(call)
  }

  const consent = makeConsent(store, options.consent)
  const isKept = () => consent.state() === 'full'
  const visitor = makeVisitor(store, isKept)
  const queue = makeQueue(storage, isKept, warn)
  const delivery = makeDelivery(queue, options.host + 'v1/batch', options.writeKey, deviceNow(version), warn)
  const recorder = makeRecorder(consent, visitor, queue, note, warn)
  const adopt = () => queue.adopt(() => queue.waiting().length && delivery.schedule(SOON))
  const touchpoint = (element?: Element) => touchpointOf(element || null) || options.touchpoint

  /** A method: read its arguments, make of them what the call says, record that. */
  const method =
    (
      type: string,
      most: number,
      fieldsOf: (words: (string | undefined)[], properties: Properties) => Properties,
    ) =>
    (...given: unknown[]) => {
      const { words, properties, said, callback } = readArguments(given, most)
      const call = recorder.record(type, fieldsOf(words, properties), said)
      if (callback) setTimeout(callback)
      return Promise.resolve(call)
    }
  const view = (type: string, place: () => Properties) =>
    method(type, 2, ([first, second], properties) => {
      const named = second === undefined ? { name: first } : { name: second, category: first }
      return { ...named, properties: { ...place(), ...named, ...properties } }
    })

  const track = method('track', 1, ([event], properties) => ({ event, properties }))
  const page = view('page', () => ({ ...pageNow(), touchpoint: touchpoint() }))

  const api = {
    hear: (listener: (call: Call) => void) => void (heard = listener),
    isKept,
    options,
    version,
    track,
    page,
    screen: view('screen', () => ({})),
    identify: method('identify', 1, ([userId], traits) => {
      if (userId) visitor.become(userId)
      return { traits }
    }),
    group: method('group', 1, ([groupId], traits) => ({ groupId, traits })),
    alias: method('alias', 2, ([userId, previousId]) => ({
      userId,
      previousId: previousId || visitor.userId() || visitor.anonymousId(),
    })),
    reset: visitor.forget,
    ready: (callback: () => void) => void setTimeout(callback),
    debug: (isOn = true) => void (isLoud = isOn),
    flush: delivery.flush,
    user: () => ({ id: visitor.userId, anonymousId: visitor.anonymousId }),
    touchpoint,
    consent(chosen: Preferences, proof?: Properties) {
      const wasKept = isKept()
      const who = wasKept
        ? { anonymousId: visitor.anonymousId() || '', userId: visitor.userId() || undefined }
        : {}
      const { given, withdrawn, categories } = consent.choose(chosen)
      // The withdrawal is the last thing recorded under the ids it is about.
      if (withdrawn.length) recorder.record('track', told('Consent Withdrawn', withdrawn), who, wasKept)
      if (wasKept && !isKept()) visitor.forget()
      queue.keep()
      consent.remember()
      recorder.settle()
      const userId = visitor.userId()
      if (isKept() && userId) visitor.become(userId)
      if (given.length) recorder.record('track', told('Consent Given', given))
      adopt()
      function told(event: string, purposes: string[]) {
        return {
          event,
          properties: { url: pageNow().url, ...proof, purposes, categories, gpc: consent.isPrivate },
        }
      }
    },
    push: ([name, ...given]: [string, ...unknown[]]) =>
      (api as unknown as Record<string, Method>)[name]?.(...given),
  }
  type Method = (...given: unknown[]) => unknown

  watchDeclared((event, properties) => void track(event, properties))
  if (options.pages !== 'manual') watchPages(options.pages, () => void page())
  adopt()
  setInterval(adopt, RENEW)
  addEventListener('online', () => (adopt(), delivery.hurry()))
  let isLeaving = false
  addEventListener('visibilitychange', () => void (isLeaving || delivery.flush()))
  addEventListener('pageshow', () => void (isLeaving = false))
  addEventListener('pagehide', () => {
    isLeaving = true
    delivery.leave()
    queue.release()
  })
  return api as unknown as Regard
}
