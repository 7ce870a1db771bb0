/** A course with its band, and the parts of it that were off. */
export interface BandPoint {
  day: string
  value: number | null
  expected: number | null
  low: number | null
  high: number | null
}

/** Points from one index up to another (exclusive) that were off what was expected. */
export interface OffStretch {
  key: string
  from: number
  until: number
  good: boolean
}

/** Indices of consecutive points that satisfy a test. */
export function runs(points: BandPoint[], test: (point: BandPoint) => boolean): number[][] {
  const found: number[][] = []
  points.forEach((point, i) => {
    if (!test(point)) return
    const last = found.at(-1)
    if (last && last.at(-1) === i - 1) last.push(i)
    else found.push([i])
  })
  return found
}

/** From the lowest to the highest of values and bands; a few bands far wider than the others do not flatten the rest. */
export function domainOf(points: BandPoint[]): [number, number] {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const lows = points.flatMap(({ low }) => (low === null ? [] : [low])).toSorted((a, b) => a - b)
  const highs = points.flatMap(({ high }) => (high === null ? [] : [high])).toSorted((a, b) => a - b)
  const low = Math.min(...values, lows[Math.floor(lows.length * 0.02)] ?? Infinity)
  const high = Math.max(...values, highs[Math.ceil(highs.length * 0.98) - 1] ?? -Infinity)
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high === low ? low + 1 : high] : [0, 1]
}
