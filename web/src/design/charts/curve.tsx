/** A value per step from left to right: straight line, 95 % band, dots whose area is n, ◇ for the worst part. */
import type { ReactNode } from 'react'
import { formatNumber } from '../numbers'
import { CurveDot, CurveDrop } from './curve-marks'
import { columnCentre, curveDomain, curveScale, solidRuns, type Box, type CurvePoint } from './curve-geometry'
import { roundMarks } from './scale'
import classes from './curve.module.css'

export interface CurveProps {
  points: CurvePoint[]
  width: number
  height: number
  left: number
  compact?: boolean
  shaded?: (index: number) => boolean
  /** Wraps a number in the link to what is behind it. */
  link: (index: number, part: 'value' | 'drop', children: ReactNode) => ReactNode
}

export function Curve({ points, width, height, left, compact = false, shaded, link }: CurveProps) {
  const box: Box = { width, height, left, top: 8, bottom: 4 }
  const y = curveScale(points, box)
  const x = (index: number) => columnCentre(index, points.length, box)
  const largest = Math.max(1, ...points.map((point) => point.estimate?.n ?? 0))
  const column = (width - left) / Math.max(points.length, 1)
  return (
    <svg width={width} height={height} className={classes.curve} role="presentation">
      {points.map(
        (point, index) =>
          shaded?.(index) && (
            <rect
              key={point.key}
              x={x(index) - column / 2 + 1}
              width={column - 2}
              height={height}
              rx={4}
              className={classes.shade}
            />
          ),
      )}
      <Grid marks={roundMarks(...curveDomain(points), 4)} y={y} left={left} width={width} compact={compact} />
      <Line points={points} x={x} y={y} />
      {!compact &&
        points.map((point, index) => (
          <CurveDrop key={point.key} {...{ point, index, points, x, y, link, column, height }} />
        ))}
      {points.map((point, index) => (
        <CurveDot key={point.key} {...{ point, index, points, x, y, link, largest, compact }} />
      ))}
    </svg>
  )
}

interface GridProps {
  marks: number[]
  y: (value: number) => number
  left: number
  width: number
  compact: boolean
}

function Grid({ marks, y, left, width, compact }: GridProps) {
  return marks.map((mark) => (
    <g key={mark}>
      <line
        x1={left}
        x2={width}
        y1={y(mark)}
        y2={y(mark)}
        className={mark === 0 ? classes.zero : classes.mark}
      />
      {!compact && (
        <text x={left - 8} y={y(mark) + 4} textAnchor="end">
          {formatNumber(mark, { digits: mark === 0 ? 0 : 1, signed: true })}
        </text>
      )}
    </g>
  ))
}

interface LineProps {
  points: CurvePoint[]
  x: (index: number) => number
  y: (value: number) => number
}

function Line({ points, x, y }: LineProps) {
  const runs = solidRuns(points)
  const at = (index: number, end: 'low' | 'high' | 'value') =>
    `${x(index)},${y(points[index]!.estimate![end])}`
  return (
    <>
      {runs.slice(1).map((run, gap) => {
        const [from, to] = [runs[gap]!.at(-1)!, run[0]!]
        return (
          <polyline
            key={from}
            className={classes.bridge}
            points={`${at(from, 'value')} ${at(to, 'value')}`}
          />
        )
      })}
      {runs.map((run) => (
        <g key={run[0]}>
          <polygon
            className={classes.band}
            points={[...run.map((i) => at(i, 'high')), ...run.toReversed().map((i) => at(i, 'low'))].join(
              ' ',
            )}
          />
          <polyline className={classes.line} points={run.map((i) => at(i, 'value')).join(' ')} />
        </g>
      ))}
    </>
  )
}
