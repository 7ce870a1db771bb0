/** A few days as bars on a scale of their own; empty days keep a hairline, so that a gap is seen as one. */
import { linear } from './scale'
import classes from './day-bars.module.css'

export function SparkBars({
  values,
  width = 120,
  height = 24,
}: {
  values: number[]
  width?: number
  height?: number
}) {
  const step = width / Math.max(values.length, 1)
  const tall = linear([0, Math.max(...values, 1)], [0, height - 2])
  return (
    <svg width={width} height={height} aria-hidden>
      <line className={classes.floor} x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} />
      {values.map((value, at) => (
        <rect
          key={at}
          className={classes.spark}
          x={at * step + 0.5}
          width={Math.max(step - 1, 1)}
          y={height - 1 - Math.max(tall(value), value > 0 ? 1.5 : 0)}
          height={Math.max(tall(value), value > 0 ? 1.5 : 0)}
        />
      ))}
    </svg>
  )
}
