/** Where the parts of an experience curve stand. Pure, so that it can be tested without a screen. */
import { linear, type Scale } from './scale'

export interface Estimate {
  value: number
  low: number
  high: number
  n: number
}

export interface CurvePoint {
  key: string
  label: string
  estimate: Estimate | null
  /** A lower value within the point that deserves a mark of its own. */
  drop?: (Estimate & { label: string }) | null
}

export interface Box {
  width: number
  height: number
  left: number
  top: number
  bottom: number
}

export type Side = 'above' | 'below' | 'left' | 'right'

export function columnCentre(index: number, count: number, box: Box): number {
  return box.left + ((box.width - box.left) / count) * (index + 0.5)
}

/** The axis runs at least from −0.5 to +0.5 and never past what a score can be. */
export function curveDomain(points: CurvePoint[]): [number, number] {
  const values = points.flatMap(({ estimate, drop }) => [
    ...(estimate ? [estimate.low, estimate.high] : []),
    ...(drop ? [drop.value - 0.22] : []),
  ])
  const low = Math.min(-0.5, ...values) - 0.1
  const high = Math.max(0.5, ...values) + 0.16
  return [Math.max(-1.15, low), Math.min(1.15, high)]
}

export const curveScale = (points: CurvePoint[], box: Box): Scale =>
  linear(curveDomain(points), [box.height - box.bottom, box.top])

/** Dot area stands for n: radius grows with its square root, between what can be seen and what fits. */
export function dotRadius(n: number, largest: number, [least, most]: [number, number] = [3, 9]): number {
  return Math.max(least, most * Math.sqrt(n / Math.max(largest, 1)))
}

/** The number stands where the line is not: over a peak, under a valley, beside a slope. */
export function valueSide(points: CurvePoint[], index: number): Side {
  const here = points[index]?.estimate?.value ?? 0
  const before = points[index - 1]?.estimate?.value
  const after = points[index + 1]?.estimate?.value
  const valley = before !== undefined && before > here && (after ?? Infinity) > here
  if (!valley) return 'above'
  if (after === undefined) return 'right'
  return points[index]?.drop ? 'left' : 'below'
}

/** Runs of neighbours that both have a value: only between those is a line drawn. */
export function solidRuns(points: CurvePoint[]): number[][] {
  const runs: number[][] = []
  points.forEach((point, index) => {
    if (!point.estimate) return
    const run = runs[runs.length - 1]
    if (run && run[run.length - 1] === index - 1) run.push(index)
    else runs.push([index])
  })
  return runs
}

/** On a narrow screen names stand in two rows, each where the one before leaves it room. */
export function staggerNames(
  points: CurvePoint[],
  centre: (index: number) => number,
  perLetter = 6.1,
): Side[] {
  const ends: Record<'above' | 'below', number> = { above: -Infinity, below: -Infinity }
  return points.map(({ label }, index) => {
    const half = (label.length * perLetter) / 2
    const wanted = valueSide(points, index) === 'above' ? 'above' : 'below'
    const free = (row: 'above' | 'below') => ends[row] + 6 <= centre(index) - half
    const row = free(wanted) || !free(other(wanted)) ? wanted : other(wanted)
    ends[row] = centre(index) + half
    return row
  })
}

const other = (row: 'above' | 'below') => (row === 'above' ? 'below' : 'above')
