/** What happened and what was expected, side by side over time; from some point on nothing was known beforehand. */
import { formatCount } from '../numbers'
import { linear, roundMarks } from './scale'
import { ValueAxis } from './value-axis'
import classes from './two-courses.module.css'

export interface CoursePoint {
  label: string
  happened: number
  expected: number | null
}

interface TwoCoursesProps {
  points: CoursePoint[]
  /** The first point that was not known beforehand, and what to call it. */
  from: number
  fromLabel: string
  width: number
  height: number
  label: string
}

const LEFT = 48
const FOOT = 20
const TOP = 18

export function TwoCourses({ points, from, fromLabel, width, height, label }: TwoCoursesProps) {
  const most = Math.max(...points.flatMap(({ happened, expected }) => [happened, expected ?? 0]), 1)
  const x = linear([0, Math.max(points.length - 1, 1)], [LEFT, width - 8])
  const y = linear([0, most], [height - FOOT, TOP])
  const every = Math.max(1, Math.ceil(112 / ((width - LEFT) / points.length)))
  const start = x(Math.max(from - 0.5, 0))
  const expected = points.flatMap((point, at) =>
    point.expected === null ? [] : [`${x(at)},${y(point.expected)}`],
  )
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <rect
        x={start}
        y={TOP}
        width={Math.max(width - 8 - start, 0)}
        height={height - FOOT - TOP}
        className={classes.unknown}
      />
      <ValueAxis
        marks={roundMarks(0, most, 4)}
        y={y}
        left={LEFT}
        right={width}
        zero="floor"
        format={formatCount}
      />
      <line x1={start} x2={start} y1={TOP - 6} y2={height - FOOT} className={classes.split} />
      <text x={start + 5} y={TOP - 5} className={classes.name}>
        {fromLabel}
      </text>
      <polyline className={classes.expected} points={expected.join(' ')} />
      <polyline
        className={classes.happened}
        points={points.map((point, at) => `${x(at)},${y(point.happened)}`).join(' ')}
      />
      {points.map((point, at) => (
        <g key={point.label}>
          <title>{spoken(point)}</title>
          <rect
            x={x(at) - 3}
            y={TOP}
            width={Math.max((width - LEFT) / points.length, 6)}
            height={height - FOOT - TOP}
            fill="transparent"
          />
          {(points.length - 1 - at) % every === 0 && at * (width - LEFT) >= 40 * points.length && (
            <text x={x(at)} y={height - 5} textAnchor={at === points.length - 1 ? 'end' : 'middle'}>
              {point.label}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

const spoken = ({ label, happened, expected }: CoursePoint) =>
  `${label}: ${formatCount(happened)} happened${expected === null ? '' : `, ${formatCount(expected)} expected`}`

export function TwoCoursesKey({ happened, expected }: { happened: string; expected: string }) {
  return (
    <ul className={classes.key}>
      <li>
        <i data-line="happened" /> {happened}
      </li>
      <li>
        <i data-line="expected" /> {expected}
      </li>
    </ul>
  )
}
