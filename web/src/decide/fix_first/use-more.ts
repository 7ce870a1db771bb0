import { useState } from 'react'
import type { FixFirst } from './queries'

const FIRST = 8

/** The first rows; those met by too few customers come last, those met by nobody not at all. */
export function useMore({ rows, too_few: few }: FixFirst) {
  const [all, setAll] = useState(false)
  const met = few
    .filter(({ customers }) => customers > 0)
    .toSorted((one, other) => other.customers - one.customers)
  const room = all ? Infinity : FIRST
  const shown = rows.slice(0, room)
  const rare = met.slice(0, Math.max(0, room - shown.length))
  return {
    shown,
    rare,
    left: rows.length + met.length - shown.length - rare.length,
    showAll: () => setAll(true),
  }
}
