/** Rage: three clicks within a second and 30 px of each other, told once a burst. */
import { ACTIVE, describe } from './labels'
import type { Send } from './main'

const TIMES = 3
const NEAR = 30
const WITHIN = 1_000
const TYPED =
  'input:not([type=button]):not([type=submit]):not([type=image]),textarea,select,[contenteditable],[role=spinbutton]'
const PLAYED = 'canvas,video,audio,[role=slider],[role=scrollbar]'
// Things that are pressed again and again because they work: steppers, calendars, carousels.
const STEPPING =
  /^[-+−–±<>‹›«»←→↑↓▲▼]$|\b(next|prev|previous|plus|minus|increase|decrease|increment|decrement|stepper|qty|quantity|zoom|pagination|pager|calendar|datepicker|carousel|undo|redo|volume)\b/i

export function watchRage(send: Send): (event: MouseEvent, target: Element) => void {
  let burst: { x: number; y: number; at: number }[] = []
  let isTold = false

  return (event, target) => {
    if (!event.detail || isSteady(target)) return
    const { clientX: x, clientY: y, timeStamp: at } = event
    burst = burst.filter((one) => at - one.at <= WITHIN && Math.hypot(x - one.x, y - one.y) <= NEAR)
    if (!burst.length) isTold = false
    burst.push({ x, y, at })
    const active = target.closest(ACTIVE)
    if (isTold || burst.length < TIMES || (!active && getSelection()?.toString())) return
    isTold = true
    send('Rage Clicked', { ...describe(active || target), clicks: burst.length }, target)
  }
}

function isSteady(target: Element): boolean {
  if (target.closest(TYPED + ',' + PLAYED)) return true
  const active = target.closest(ACTIVE) || target
  const words = [
    active.textContent?.trim().slice(0, 40),
    active.getAttribute('aria-label'),
    active.id,
    active.className,
  ]
  const around = active.parentElement
  return (
    words.some(
      (word) =>
        typeof word === 'string' &&
        STEPPING.test(word.replace(/[-_]/g, (sign) => (word.length > 1 ? ' ' : sign))),
    ) ||
    !!around?.querySelector(':scope>input[type=number],:scope>[role=spinbutton]') ||
    !!active.closest('[role=grid],[role=spinbutton],[class*=calendar],[class*=datepicker]')
  )
}
