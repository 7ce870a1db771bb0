/** A bar per day, made of parts that add up; the parts are named below, since there are few. */
import { formatCount } from '../numbers'
import { formatShortDay } from '../dates'
import classes from './day-bars.module.css'
import { linear, roundMarks } from './scale'
import { ValueAxis } from './value-axis'

export type PartTone = 'main' | 'quiet' | 'bad'

export interface DayPart {
  name: string
  tone: PartTone
  values: number[]
}

interface DayBarsProps {
  days: string[]
  parts: DayPart[]
  width: number
  height: number
  label: string
}

const LEFT = 44
const FOOT = 20

export function DayBars({ days, parts, width, height, label }: DayBarsProps) {
  const totals = days.map((_, at) => parts.reduce((sum, part) => sum + (part.values[at] ?? 0), 0))
  const most = Math.max(...totals, 1)
  const y = linear([0, most], [height - FOOT, 10])
  const step = (width - LEFT) / days.length
  const every = Math.max(1, Math.ceil(56 / step))
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <ValueAxis
        marks={roundMarks(0, most, 3)}
        y={y}
        left={LEFT}
        right={width}
        zero="floor"
        format={(mark) => (Number.isInteger(mark) ? formatCount(mark) : '')}
      />
      {days.map((day, at) => (
        <g key={day}>
          <title>{`${formatShortDay(day)}: ${parts.map((part) => `${formatCount(part.values[at] ?? 0)} ${part.name}`).join(', ')}`}</title>
          <rect x={LEFT + at * step} y={0} width={step} height={height - FOOT} fill="transparent" />
          {stacked(parts, at).map(({ tone, from, to }) => (
            <rect
              key={tone}
              className={classes.part}
              data-tone={tone}
              x={LEFT + at * step + 1}
              width={Math.max(step - 2, 1)}
              y={y(to)}
              height={Math.max(y(from) - y(to), 1)}
            />
          ))}
          {(days.length - 1 - at) % every === 0 && (
            <text
              x={LEFT + (at + 0.5) * step}
              y={height - 5}
              textAnchor={at === days.length - 1 ? 'end' : 'middle'}
            >
              {formatShortDay(day)}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

function stacked(parts: DayPart[], at: number): { tone: PartTone; from: number; to: number }[] {
  let from = 0
  return parts.flatMap(({ tone, values }) => {
    const value = values[at] ?? 0
    if (value === 0) return []
    const bar = { tone, from, to: from + value }
    from += value
    return [bar]
  })
}

export function DayBarsKey({ parts }: { parts: DayPart[] }) {
  return (
    <ul className={classes.key}>
      {parts.map(({ name, tone }) => (
        <li key={tone}>
          <i data-tone={tone} /> {name}
        </li>
      ))}
    </ul>
  )
}
