/** One value with its interval on an axis that the whole column shares. */
import { formatNumber } from '../numbers'
import type { Scale } from './scale'
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
      <line x1={scale(low)} x2={scale(high)} y1={middle} y2={middle} className={classes.whisker} />
      {[low, high].map((end) => (
        <line
          key={end}
          x1={scale(end)}
          x2={scale(end)}
          y1={middle - 3.5}
          y2={middle + 3.5}
          className={classes.end}
        />
      ))}
      <circle cx={scale(value)} cy={middle} r={4} className={classes.dot} />
    </svg>
  )
}

export function IntervalAxis({ scale, marks, width }: { scale: Scale; marks: number[]; width: number }) {
  return (
    <svg width={width} height={14} aria-hidden>
      {marks.map((mark) => (
        <text key={mark} x={scale(mark)} y={11} textAnchor="middle" className={classes.number}>
          {formatNumber(mark, { digits: Number.isInteger(mark) ? 0 : 1 })}
        </text>
      ))}
    </svg>
  )
}
