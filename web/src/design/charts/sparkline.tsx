/** A few periods with their band on a scale of their own; the last one is marked. Periods without a value leave a gap. */
import { linear } from './scale'
import classes from './sparkline.module.css'

export interface SparkPoint {
  value: number | null
  low: number | null
  high: number | null
}

type Known = { at: number; value: number; low: number; high: number }

export function knownPoints(points: SparkPoint[]): Known[] {
  return points.flatMap(({ value, low, high }, at) =>
    value === null ? [] : [{ at, value, low: low ?? value, high: high ?? value }],
  )
}

export function Sparkline({
  points,
  width = 62,
  height = 26,
}: {
  points: SparkPoint[]
  width?: number
  height?: number
}) {
  const known = knownPoints(points)
  const last = known[known.length - 1]
  if (!last || known.length < 2) return null
  const x = linear([0, Math.max(points.length - 1, 1)], [2, width - 4])
  const y = linear(
    [Math.min(...known.map((p) => p.low)), Math.max(...known.map((p) => p.high))],
    [height - 2, 2],
  )
  const path = (end: 'value' | 'low' | 'high', list = known) =>
    list.map((p) => `${x(p.at)},${y(p[end])}`).join(' ')
  return (
    <svg width={width} height={height} aria-hidden>
      <polygon className={classes.band} points={`${path('high')} ${path('low', known.toReversed())}`} />
      <polyline className={classes.line} points={path('value')} />
      <circle className={classes.last} cx={x(last.at)} cy={y(last.value)} r={2.4} />
    </svg>
  )
}
