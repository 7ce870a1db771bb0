/** One value with its interval on an axis that the whole column shares. */
import { formatNumber } from '../numbers'
import { decimalsOf, type Scale } from './scale'
import classes from './interval-plot.module.css'

/** Filled and solid: known to be caused. Hollow and dashed: goes together. Grey: may be nothing. */
export type Standing = 'known' | 'together' | 'open'

interface IntervalPlotProps {
  value: number
  low: number
  high: number
  standing: Standing
  good?: boolean
  scale: Scale
  marks: number[]
  width: number
  height?: number
}

export function IntervalPlot({
  value,
  low,
  high,
  standing,
  good,
  scale,
  marks,
  width,
  height = 36,
}: IntervalPlotProps) {
  const middle = height / 2
  const within = (x: number) => Math.max(3, Math.min(width - 3, x))
  const ends = [scale(low), scale(high)] as const
  return (
    <svg
      width={width}
      height={height}
      className={classes.plot}
      data-standing={standing}
      data-good={good || undefined}
      aria-hidden
    >
      {marks.map((mark) => (
        <line
          key={mark}
          x1={scale(mark)}
          x2={scale(mark)}
          y2={height}
          className={mark === 0 ? classes.zero : classes.mark}
        />
      ))}
      <line x1={within(ends[0])} x2={within(ends[1])} y1={middle} y2={middle} className={classes.whisker} />
      {ends.map((end, side) => (
        <path
          key={side}
          d={end === within(end) ? bar(end, middle) : arrow(within(end), middle, side)}
          className={classes.end}
        />
      ))}
      <circle cx={within(scale(value))} cy={middle} r={4} className={classes.dot} />
    </svg>
  )
}

const bar = (x: number, y: number) => `M${x} ${y - 3.5}v7`

/** The interval goes on beyond the axis. */
const arrow = (x: number, y: number, side: number) =>
  side === 0 ? `M${x + 4} ${y - 4}l-4 4 4 4` : `M${x - 4} ${y - 4}l4 4-4 4`

export function IntervalAxis({ scale, marks, width }: { scale: Scale; marks: number[]; width: number }) {
  return (
    <svg width={width} height={14} aria-hidden>
      {marks.map((mark) => (
        <text key={mark} x={scale(mark)} y={11} textAnchor="middle" className={classes.number}>
          {formatNumber(mark, { digits: decimalsOf(mark) })}
        </text>
      ))}
    </svg>
  )
}
