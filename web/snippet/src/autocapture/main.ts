/** Autocapture, for pages that ask for it: clicks, forms, and friction (rage, dead and error clicks). */
import type { Properties, Regard } from '../types'
import { watchDead } from './dead'
import { watchErrors } from './errors'
import { watchForms } from './forms'
import { ACTIVE, describe, isIgnored } from './labels'
import { watchRage } from './rage'

export type Send = (event: string, properties: Properties, element: Element) => void

const regard = (window as unknown as { regard: Regard }).regard
const wanted = regard.options.autocapture || ''
const wants = (part: string) => !/clicks|forms|friction/.test(wanted) || wanted.includes(part)
const send: Send = (event, properties, element) => {
  void regard.track(event, { ...properties, touchpoint: regard.touchpoint(element) })
}

const clickFollowers: ((event: MouseEvent, target: Element) => void)[] = []

if (wants('clicks')) {
  clickFollowers.push((_, target) => {
    const active = target.closest(ACTIVE)
    if (active) send('Clicked', describe(active), active)
  })
}
if (wants('friction')) {
  const dead = watchDead(send)
  clickFollowers.push(watchRage(send), dead.watch, watchErrors(send, dead.excuse))
}
if (wants('forms')) watchForms(send)

addEventListener(
  'click',
  (event) => {
    const { target } = event
    if (!event.isTrusted || !(target instanceof Element) || isIgnored(target)) return
    for (const follow of clickFollowers) follow(event, target)
  },
  true,
)
