/** Shares that only go down, in steps: one course with its band, or several with their names at their ends. */
import { formatNumber, formatShare } from '../numbers'
import { linear, roundMarks } from './scale'
import classes from './steps.module.css'

export interface StepPoint {
  at: number
  share: number
  low: number | null
  high: number | null
}

export interface StepCourse {
  name: string
  points: StepPoint[]
  /** Nothing is known after this. */
  until: number
}

interface StepsProps {
  courses: StepCourse[]
  width: number
  height: number
  unit: string
  label: string
}

const LEFT = 40
const FOOT = 20
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '4 4', '12 3']

export function Steps({ courses, width, height, unit, label }: StepsProps) {
  const most = Math.max(...courses.map(({ until }) => until), 1)
  const right = courses.length > 1 ? Math.min(110, width * 0.25) : 12
  const x = linear([0, most], [LEFT, width - right])
  const y = linear([0, 1], [height - FOOT, 10])
  const names = apart(courses.map(({ points }) => y(points.at(-1)?.share ?? 1)))
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      {[0, 0.25, 0.5, 0.75, 1].map((mark) => (
        <g key={mark}>
          <line
            x1={LEFT}
            x2={width - right}
            y1={y(mark)}
            y2={y(mark)}
            className={mark === 0 ? classes.zero : mark === 0.5 ? classes.half : classes.mark}
          />
          <text x={LEFT - 6} y={y(mark) + 4} textAnchor="end">
            {formatShare(mark, { digits: 0 })}
          </text>
        </g>
      ))}
      {roundMarks(0, most, Math.max(2, Math.floor((width - LEFT) / 90))).map((mark) => (
        <text key={mark} x={x(mark)} y={height - 5} textAnchor="middle">
          {formatNumber(mark)}
          {mark === 0 ? ` ${unit}` : ''}
        </text>
      ))}
      {courses.map((course, at) => (
        <g key={course.name} data-course={at % DASHES.length}>
          {courses.length === 1 && <path className={classes.band} d={bandOf(course, x, y)} />}
          <path
            className={classes.line}
            d={lineOf(course, x, y)}
            strokeDasharray={DASHES[at % DASHES.length]}
          />
          {courses.length > 1 && (
            <text x={x(course.until) + 6} y={names[at]! + 4} className={classes.name}>
              {course.name}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

type Place = (value: number) => number

function lineOf({ points, until }: StepCourse, x: Place, y: Place): string {
  const moves = points.map(({ at, share }) => `H${x(at)}V${y(share)}`)
  return `M${x(0)} ${y(1)}${moves.join('')}H${x(until)}`
}

/** There and back: the upper ends forwards, the lower ends backwards, each as steps. */
export function bandOf({ points, until }: StepCourse, x: Place, y: Place): string {
  const known = points.filter(({ low, high }) => low !== null && high !== null)
  if (known.length === 0) return ''
  const there = known.map(({ at, high }, nth) => `${nth ? 'H' : 'M'}${x(at)}${nth ? 'V' : ' '}${y(high!)}`)
  const ends = known.map(({ at }, nth) => known[nth + 1]?.at ?? Math.max(until, at))
  const back = known.map(({ at, low }, nth) => `H${x(ends[nth]!)}V${y(low!)}H${x(at)}`).toReversed()
  return `${there.join('')}H${x(ends.at(-1)!)}${back.join('')}Z`
}

/** Names that would lie on each other are moved apart. */
export function apart(wanted: number[], gap = 14): number[] {
  const order = wanted.map((_, at) => at).sort((one, other) => wanted[one]! - wanted[other]!)
  const found = [...wanted]
  order.forEach((at, nth) => {
    if (nth > 0) found[at] = Math.max(found[at]!, found[order[nth - 1]!]! + gap)
  })
  return found
}
