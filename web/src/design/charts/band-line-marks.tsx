/** The marks of a course with its band. */
import { formatShortDay } from '../dates'
import { runs, type BandPoint, type OffStretch } from './band-geometry'
import classes from './band-line.module.css'
import type { Scale } from './scale'

interface Scaled {
  points: BandPoint[]
  x: Scale
  y: Scale
}

export function BandLines({ points, x, y }: Scaled) {
  const banded = runs(points, ({ low, high }) => low !== null && high !== null)
  return (
    <>
      {banded.map((run) => (
        <g key={run[0]}>
          <polygon
            className={classes.band}
            points={[
              ...run.map((i) => `${x(i)},${y(points[i]!.high!)}`),
              ...run.toReversed().map((i) => `${x(i)},${y(points[i]!.low!)}`),
            ].join(' ')}
          />
          <polyline
            className={classes.expected}
            points={run.map((i) => `${x(i)},${y(points[i]!.expected!)}`).join(' ')}
          />
        </g>
      ))}
      {runs(points, ({ value }) => value !== null).map((run) => (
        <polyline
          key={run[0]}
          className={classes.line}
          points={run.map((i) => `${x(i)},${y(points[i]!.value!)}`).join(' ')}
        />
      ))}
    </>
  )
}

export function BandOff({ each, points, x, y }: Scaled & { each: OffStretch }) {
  const known = points.flatMap(({ value }, i) =>
    value !== null && i >= each.from && i < each.until ? [{ i, value }] : [],
  )
  const good = each.good || undefined
  const width = Math.max(x(each.until - 1) - x(each.from), 3)
  return (
    <g>
      <rect
        x={x(each.from) - 1}
        y={2}
        width={width + 2}
        height={4}
        rx={2}
        className={classes.bar}
        data-good={good}
      />
      {known.length > 1 && (
        <polyline
          className={classes.off}
          data-good={good}
          points={known.map(({ i, value }) => `${x(i)},${y(value)}`).join(' ')}
        />
      )}
      {known.length === 1 && (
        <circle
          className={classes.offDot}
          data-good={good}
          cx={x(known[0]!.i)}
          cy={y(known[0]!.value)}
          r={3.5}
        />
      )}
    </g>
  )
}

export function BandDays({ points, x, height }: Omit<Scaled, 'y'> & { height: number }) {
  const room = Math.max(Math.floor((x(points.length - 1) - x(0)) / 90), 1)
  const every = Math.max(Math.ceil(points.length / room), 1)
  return points.map(
    ({ day }, i) =>
      i % every === Math.floor(every / 2) && (
        <text key={day} x={x(i)} y={height - 4} textAnchor="middle">
          {formatShortDay(day)}
        </text>
      ),
  )
}
