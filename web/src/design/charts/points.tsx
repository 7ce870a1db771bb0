/** Points with their intervals: along the diagonal they should lie on, or above the level they should not fall under. */
import { linear } from './scale'
import classes from './points.module.css'
import { ValueAxis } from './value-axis'

export interface Point {
  key: string
  x: number
  y: number
  low: number | null
  high: number | null
  /** What is said of it when it is pointed at or picked. */
  spoken: string
  isOff?: boolean
}

interface PointsProps {
  points: Point[]
  across: { at: number; label: string }[]
  up: number[]
  format: (value: number) => string
  guide: 'diagonal' | number
  width: number
  height: number
  label: string
  picked?: string
  onPick?: (key: string) => void
}

const LEFT = 40
const FOOT = 22

export function Points(props: PointsProps) {
  const { points, across, up, guide, width, height } = props
  const ends = across.map(({ at }) => at)
  const x = linear([Math.min(...ends), Math.max(...ends)], [LEFT + 10, width - 24])
  const y = linear([Math.min(...up), Math.max(...up)], [height - FOOT, 8])
  const [from, to] = guide === 'diagonal' ? [Math.min(...ends), Math.max(...ends)] : [guide, guide]
  return (
    <svg width={width} height={height} role="group" aria-label={props.label}>
      <ValueAxis marks={up} y={y} left={LEFT} right={width} format={props.format} />
      <line
        x1={x(Math.min(...ends))}
        x2={x(Math.max(...ends))}
        y1={y(from)}
        y2={y(to)}
        className={classes.guide}
      />
      {across.map(({ at, label }) => (
        <text key={at} x={x(at)} y={height - 6} textAnchor="middle" className={classes.note}>
          {label}
        </text>
      ))}
      {points.map((point) => (
        <Dot key={point.key} point={point} x={x(point.x)} y={y} {...props} />
      ))}
    </svg>
  )
}

function Dot({
  point,
  x,
  y,
  picked,
  onPick,
}: Pick<PointsProps, 'picked' | 'onPick'> & { point: Point; x: number; y: (value: number) => number }) {
  const pick = onPick && (() => onPick(point.key))
  return (
    <g
      className={classes.point}
      data-off={point.isOff || undefined}
      data-picked={picked === point.key || undefined}
      role={pick ? 'button' : 'img'}
      tabIndex={pick ? 0 : undefined}
      aria-label={point.spoken}
      onClick={pick}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault()
          pick?.()
        }
      }}
    >
      <title>{point.spoken}</title>
      {pick && <circle cx={x} cy={y(point.y)} r={14} fill="transparent" />}
      {point.low !== null && point.high !== null && (
        <line x1={x} x2={x} y1={y(point.low)} y2={y(point.high)} className={classes.whisker} />
      )}
      <circle cx={x} cy={y(point.y)} r={4} className={classes.dot} />
    </g>
  )
}
