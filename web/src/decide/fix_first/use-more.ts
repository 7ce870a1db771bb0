import { useState } from 'react'

const FIRST = 8

/** The first rows, and how many are left to show. */
export function useMore<Row>(rows: Row[]) {
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, FIRST)
  return { shown, left: rows.length - shown.length, showAll: () => setAll(true) }
}
