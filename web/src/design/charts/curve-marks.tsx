import type { ReactNode } from 'react'
import { formatCount, formatNumber } from '../numbers'
import { dotRadius, valueSide, type CurvePoint, type Side } from './curve-geometry'
import classes from './curve.module.css'

interface MarkProps {
  point: CurvePoint
  index: number
  points: CurvePoint[]
  x: (index: number) => number
  y: (value: number) => number
  link: (index: number, part: 'value' | 'drop', children: ReactNode) => ReactNode
}

/** Below this many a value is greyed: it is there, but not to be leant on. */
const FEW = 30

const two = (value: number) => formatNumber(value, { digits: 2, signed: true })

/** Hollow and orange below zero: the shape says it, the colour repeats it. */
export function CurveDot({
  point,
  index,
  points,
  x,
  y,
  link,
  largest,
  compact,
}: MarkProps & { largest: number; compact: boolean }) {
  const { estimate } = point
  if (!estimate) return <NoValue x={x(index)} y={y(0)} compact={compact} />
  const below = estimate.value < 0
  const radius = dotRadius(estimate.n, largest, compact ? [2.5, 6.5] : [3, 9])
  const label = labelPlace(
    compact ? compactSide(points, index) : valueSide(points, index),
    x(index),
    y(estimate.value),
    radius,
  )
  return (
    <g>
      <circle
        cx={x(index)}
        cy={y(estimate.value)}
        r={radius}
        className={below ? classes.hollow : classes.dot}
      />
      {link(
        index,
        'value',
        <text
          {...label}
          className={classes.value}
          data-below={below || undefined}
          data-thin={estimate.n < FEW || undefined}
        >
          {two(estimate.value)}
        </text>,
      )}
    </g>
  )
}

function NoValue({ x, y, compact }: { x: number; y: number; compact: boolean }) {
  if (compact) return null
  return (
    <text x={x} y={y - 6} textAnchor="middle" className={classes.none}>
      no scores
    </text>
  )
}

function compactSide(points: CurvePoint[], index: number): Side {
  const side = valueSide(points, index)
  return side === 'above' ? 'above' : 'below'
}

function labelPlace(side: Side, x: number, y: number, radius: number) {
  const gap = radius + 5
  if (side === 'above') return { x, y: y - gap, textAnchor: 'middle' as const }
  if (side === 'below') return { x, y: y + gap + 9, textAnchor: 'middle' as const }
  if (side === 'left') return { x: x - gap, y: y + 14, textAnchor: 'end' as const }
  return { x: x + gap + 2, y: y - 4, textAnchor: 'start' as const }
}

/** The worst part of a step: a diamond hanging on a dotted line under (or over) its dot. */
export function CurveDrop({
  point,
  index,
  points,
  x,
  y,
  link,
  column,
  height,
}: MarkProps & { column: number; height: number }) {
  const { drop, estimate } = point
  if (!drop || !estimate) return null
  const last = index === points.length - 1
  const [left, top] = [x(index), Math.min(y(drop.value), height - 16)]
  const side = last ? -9 : 9
  const letters = Math.floor((column - 20) / 6)
  return (
    <g>
      <line x1={left} x2={left} y1={y(estimate.value)} y2={top - 5} className={classes.rope} />
      <path d={`M${left} ${top - 5}l5 5-5 5-5-5z`} className={classes.diamond} />
      {link(
        index,
        'drop',
        <text textAnchor={last ? 'end' : 'start'} className={classes.drop}>
          <tspan x={left + side} y={top - 1} className={classes.worst}>
            {drop.label.length > letters ? `${drop.label.slice(0, letters - 1)}…` : drop.label}
          </tspan>
          <tspan x={left + side} y={top + 12}>
            {two(drop.value)} · n {formatCount(drop.n)}
          </tspan>
        </text>,
      )}
    </g>
  )
}
