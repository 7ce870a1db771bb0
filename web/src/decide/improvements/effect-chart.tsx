/** Before and after: the value here, the comparison, and what was to be expected here without the improvement. */
import { formatDay, formatShortDay } from '~/design/dates'
import { linear, roundMarks } from '~/design/charts/scale'
import { ValueAxis } from '~/design/charts/value-axis'
import { formatNumber } from '~/design/numbers'
import classes from './improvements.module.css'
import type { Effect } from './queries'

const LEFT = 48
const TOP = 20
const FOOT = 20

export function EffectChart({ effect, width, label }: { effect: Effect; width: number; label: string }) {
  const { periods, expected, shipped } = effect
  const height = 240
  const moment = (day: string) => new Date(`${day}T00:00:00Z`).getTime()
  const values = [
    ...periods.flatMap(({ value, other }) => (other === null ? [value] : [value, other])),
    ...expected.map(({ value }) => value),
  ]
  const ends: [number, number] = [Math.min(...values), Math.max(...values)]
  const last = periods.at(-1)
  const first = periods[0]
  if (!first || !last) return null
  const x = linear(
    [moment(first.day), Math.max(moment(last.day), moment(first.day) + 1)],
    [LEFT + 4, width - 8],
  )
  const y = linear(ends[0] === ends[1] ? [ends[0] - 1, ends[1] + 1] : ends, [height - FOOT, TOP])
  const at = (day: string, value: number) => `${x(moment(day))},${clamped(y(value), height)}`
  const line = (points: [string, number][]) => points.map(([day, value]) => at(day, value)).join(' ')
  const band = [
    ...expected.map(({ day, high }) => at(day, high)),
    ...expected.toReversed().map(({ day, low }) => at(day, low)),
  ]
  const split = x(moment(shipped))
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={classes.chart}>
      <ValueAxis
        marks={roundMarks(...ends, 4)}
        y={y}
        left={LEFT}
        right={width}
        format={(value) => formatNumber(value, { digits: ends[1] - ends[0] < 5 ? 1 : 0 })}
      />
      {band.length > 0 && <polygon points={band.join(' ')} className={classes.band} />}
      <line x1={split} x2={split} y1={TOP - 6} y2={height - FOOT} className={classes.split} />
      <text x={split} y={TOP - 8} textAnchor={split > width / 2 ? 'end' : 'start'}>
        shipped {formatDay(shipped)}
      </text>
      <polyline
        className={classes.there}
        points={line(periods.flatMap(({ day, other }) => (other === null ? [] : [[day, other]])))}
      />
      <polyline className={classes.expected} points={line(expected.map(({ day, value }) => [day, value]))} />
      {[periods.filter(({ is_after: after }) => !after), periods.filter(({ is_after: after }) => after)].map(
        (side, index) => (
          <polyline
            key={index}
            className={classes.here}
            points={line(side.map(({ day, value }) => [day, value]))}
          />
        ),
      )}
      {periods.map(({ day, value, n }) => (
        <circle key={day} cx={x(moment(day))} cy={y(value)} r={2.5} className={classes.dot}>
          <title>{`${formatDay(day)}: ${formatNumber(value, { digits: 1 })}, n ${n}`}</title>
        </circle>
      ))}
      <text x={LEFT + 4} y={height - 5}>
        {formatShortDay(first.day)}
      </text>
      <text x={width - 8} y={height - 5} textAnchor="end">
        {formatShortDay(last.day)}
      </text>
    </svg>
  )
}

const clamped = (y: number, height: number) => Math.min(Math.max(y, TOP - 6), height - FOOT)
