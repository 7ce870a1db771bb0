/** What happened in each group, as a dot, against the range in which it was expected. */
import { formatInterval, formatNumber } from '../numbers'
import classes from './ranges.module.css'
import { decimalsOf, linear, roundMarks } from './scale'
import { ValueAxis } from './value-axis'

export interface RangeGroup {
  label: string
  note: string
  happened: number
  expected: number | null
  low: number | null
  high: number | null
}

interface RangesProps {
  groups: RangeGroup[]
  width: number
  height: number
  label: string
}

const LEFT = 36
const FOOT = 34

export const isOutside = ({ happened, low, high }: RangeGroup) =>
  low !== null && high !== null && (happened < low || happened > high)

export function Ranges({ groups, width, height, label }: RangesProps) {
  const most = Math.max(...groups.flatMap(({ happened, high }) => [happened, high ?? 0]), 0.1)
  const y = linear([0, most], [height - FOOT, 10])
  const step = (width - LEFT) / Math.max(groups.length, 1)
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <ValueAxis
        marks={roundMarks(0, most, 4)}
        y={y}
        left={LEFT}
        right={width}
        zero="floor"
        format={(mark) => formatNumber(mark, { digits: decimalsOf(mark) })}
      />
      {groups.map((group, at) => {
        const x = LEFT + (at + 0.5) * step
        return (
          <g key={group.label}>
            <title>{spoken(group)}</title>
            <rect x={LEFT + at * step} y={0} width={step} height={height - FOOT} fill="transparent" />
            {group.low !== null && group.high !== null && (
              <rect
                x={x - 9}
                y={y(group.high)}
                width={18}
                height={Math.max(y(group.low) - y(group.high), 1)}
                rx={3}
                className={classes.range}
              />
            )}
            {group.expected !== null && (
              <line
                x1={x - 9}
                x2={x + 9}
                y1={y(group.expected)}
                y2={y(group.expected)}
                className={classes.middle}
              />
            )}
            <circle
              cx={x}
              cy={y(group.happened)}
              r={4}
              className={classes.dot}
              data-outside={isOutside(group) || undefined}
            />
            <text x={x} y={height - 20} textAnchor="middle">
              {group.label}
            </text>
            <text x={x} y={height - 6} textAnchor="middle" className={classes.note}>
              {group.note}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

function spoken({ label, happened, expected, low, high }: RangeGroup): string {
  const digits = { digits: 2 }
  const range = low === null || high === null ? '' : ` ${formatInterval(low, high, digits)}`
  const said = expected === null ? '' : `, ${formatNumber(expected, digits)}${range} expected`
  return `${label}: ${formatNumber(happened, digits)} happened${said}`
}

export function RangesKey({ happened, expected }: { happened: string; expected: string }) {
  return (
    <ul className={classes.key}>
      <li>
        <i data-mark="dot" /> {happened}
      </li>
      <li>
        <i data-mark="outside" /> outside the range
      </li>
      <li>
        <i data-mark="range" /> {expected}
      </li>
    </ul>
  )
}
