/** Something while it is changed, and how to take that back. Nothing here knows the screen. */

export interface Course<Thing> {
  past: Thing[]
  now: Thing
  future: Thing[]
  /** What was changed last: typing on in one place is one change. */
  place: string
}

const MOST_KEPT = 200

export const begin = <Thing>(now: Thing): Course<Thing> => ({ past: [], now, future: [], place: '' })

/** The next state; `place` names what is typed in, so that a word is one step back and not five. */
export function changed<Thing>(course: Course<Thing>, now: Thing, place = ''): Course<Thing> {
  const goesOn = place !== '' && place === course.place
  const past = goesOn ? course.past : [...course.past, course.now].slice(-MOST_KEPT)
  return { past, now, future: [], place }
}

export function undone<Thing>({ past, now, future }: Course<Thing>): Course<Thing> {
  const before = past.at(-1)
  if (before === undefined) return { past, now, future, place: '' }
  return { past: past.slice(0, -1), now: before, future: [now, ...future], place: '' }
}

export function redone<Thing>({ past, now, future }: Course<Thing>): Course<Thing> {
  const [next, ...rest] = future
  if (next === undefined) return { past, now, future, place: '' }
  return { past: [...past, now], now: next, future: rest, place: '' }
}
