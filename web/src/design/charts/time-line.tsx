/** A value over a few periods with its band, an axis with its unit, and each period's name below. */
import { formatNumber, type NumberStyle } from '../numbers'
import { decimalsOf, linear, roundMarks } from './scale'
import { ValueAxis } from './value-axis'
import classes from './time-line.module.css'

export interface TimePoint {
  label: string
  note: string
  value: number | null
  low: number | null
  high: number | null
  /** Too little to go by: hollow, with a whisker in place of the band; it does not stretch the axis. */
  isFaint?: boolean
}

interface TimeLineProps {
  points: TimePoint[]
  width: number
  height: number
  unit: string
  label: string
  style: NumberStyle
}

const LEFT = 36
const FOOT = 22
const NAME = 64 // what a period's name takes

type Known = TimePoint & { value: number; low: number; high: number; at: number }

const known = (points: TimePoint[]): Known[] =>
  points.flatMap((point, at) =>
    point.value === null
      ? []
      : [
          {
            ...point,
            at,
            value: point.value,
            low: point.low ?? point.value,
            high: point.high ?? point.value,
          },
        ],
  )

/** Points next to each other that share a band; each faint one stands alone. */
function runsOf(points: Known[]): Known[][] {
  const runs: Known[][] = []
  for (const point of points) {
    const last = runs.at(-1)?.at(-1)
    if (last && !last.isFaint && !point.isFaint && last.at === point.at - 1) runs.at(-1)?.push(point)
    else runs.push([point])
  }
  return runs
}

export function TimeLine({ points, width, height, unit, label, style }: TimeLineProps) {
  const seen = known(points)
  const firm = seen.filter((p) => !p.isFaint)
  const ends: [number, number] = [
    Math.min(...(firm.length > 0 ? firm : seen).map((p) => p.low), ...seen.map((p) => p.value)),
    Math.max(...(firm.length > 0 ? firm : seen).map((p) => p.high), ...seen.map((p) => p.value)),
  ]
  const x = linear([0, Math.max(points.length - 1, 1)], [LEFT + 16, width - 16])
  const y = linear(ends, [height - FOOT - 4, 12])
  const path = (end: 'value' | 'low' | 'high', list = seen) =>
    list.map((p) => `${x(p.at)},${y(p[end])}`).join(' ')
  const within = (value: number) => y(Math.max(ends[0], Math.min(ends[1], value)))
  const every = Math.max(1, Math.ceil((points.length * NAME) / (width - LEFT)))
  const radius = points.length > 60 ? 2 : 3
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <ValueAxis
        marks={roundMarks(...ends, 4)}
        y={y}
        left={LEFT}
        right={width}
        zero="dashed"
        format={(mark) =>
          `${formatNumber(mark, { ...style, digits: decimalsOf(mark) })}${unit === '%' ? '%' : ''}`
        }
      />
      {runsOf(seen).map((run) =>
        run.length > 1 ? (
          <polygon
            key={run[0]?.at}
            className={classes.band}
            points={`${path('high', run)} ${path('low', run.toReversed())}`}
          />
        ) : (
          run.map((p) => (
            <line
              key={p.at}
              className={classes.whisker}
              data-faint={p.isFaint || undefined}
              x1={x(p.at)}
              x2={x(p.at)}
              y1={within(p.low)}
              y2={within(p.high)}
            />
          ))
        ),
      )}
      <polyline className={classes.line} points={path('value')} />
      {seen.map((point) => (
        <circle
          key={point.at}
          className={classes.dot}
          data-faint={point.isFaint || undefined}
          cx={x(point.at)}
          cy={y(point.value)}
          r={radius}
        >
          <title>{`${point.label}: ${formatNumber(point.value, { ...style, digits: 1 })}, ${point.note}`}</title>
        </circle>
      ))}
      {points.map(
        (point, at) =>
          (points.length - 1 - at) % every === 0 && (
            <text key={point.label} x={x(at)} y={height - 6} textAnchor="middle">
              {point.label}
            </text>
          ),
      )}
    </svg>
  )
}
