/** The lines across a chart, each with its value at the left. */
import classes from './value-axis.module.css'

interface ValueAxisProps {
  marks: number[]
  y: (value: number) => number
  left: number
  right: number
  /** How zero is told from the others: as the floor that bars stand on, dashed, or not at all. */
  zero?: 'floor' | 'dashed'
  format: (value: number) => string
}

export function ValueAxis({ marks, y, left, right, zero, format }: ValueAxisProps) {
  return marks.map((mark) => (
    <g key={mark}>
      <line
        x1={left}
        x2={right}
        y1={y(mark)}
        y2={y(mark)}
        className={classes.mark}
        data-zero={mark === 0 ? zero : undefined}
      />
      <text x={left - 6} y={y(mark) + 4} textAnchor="end">
        {format(mark)}
      </text>
    </g>
  ))
}
