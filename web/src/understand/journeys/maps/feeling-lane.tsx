/** How each step feels, on −1 to +1: measured with its interval, hollow and dashed where it is only believed. */
import { formatCount, formatNumber } from '~/design/numbers'
import type { FilledStep, MapStep } from './maps-queries'

const HEIGHT = 112
const PAD = 16

export const levelOf = (value: number) => HEIGHT / 2 - value * (HEIGHT / 2 - PAD)

interface FeelingLaneProps {
  steps: FilledStep[]
  written: MapStep[]
  column: number
}

export function FeelingLane({ steps, written, column }: FeelingLaneProps) {
  const width = column * steps.length
  const middle = (at: number) => column * at + 28
  const known = steps.flatMap((step, at) =>
    step.feeling.value === null ? [] : [{ ...step.feeling, value: step.feeling.value, at }],
  )
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={summary(steps)} style={{ display: 'block' }}>
      {[1, 0, -1].map((value) => (
        <g key={value}>
          <line
            x1={0}
            x2={width}
            y1={levelOf(value)}
            y2={levelOf(value)}
            stroke={value === 0 ? 'var(--control)' : 'var(--line)'}
            strokeDasharray={value === 0 ? '4 3' : undefined}
          />
          <text x={2} y={levelOf(value) - 3} fontSize={11} fill="var(--faint)">
            {value === 0 ? '0' : formatNumber(value, { signed: true })}
          </text>
        </g>
      ))}
      {known.map(({ at, low, high }) =>
        low === null || high === null ? null : (
          <rect
            key={at}
            x={middle(at) - 7}
            y={levelOf(Math.min(1, high))}
            width={14}
            height={Math.max(1, levelOf(Math.max(-1, low)) - levelOf(Math.min(1, high)))}
            fill="var(--band)"
          />
        ),
      )}
      <polyline
        points={known.map(({ at, value }) => `${middle(at)},${levelOf(value)}`).join(' ')}
        fill="none"
        stroke="var(--accent)"
        strokeWidth={1.5}
      />
      {known.map(({ at, value, high, n }) => (
        <g key={at}>
          <circle
            cx={middle(at)}
            cy={levelOf(value)}
            r={n < 30 ? 3 : 4.5}
            fill={value < 0 ? 'var(--surface)' : 'var(--accent)'}
            stroke={value < 0 ? 'var(--negative)' : 'var(--accent)'}
            strokeWidth={1.5}
          />
          <text
            x={middle(at) - 4}
            y={levelOf(Math.max(value, high ?? value)) - 6}
            fontSize={11}
            fill="var(--soft)"
          >
            {formatNumber(value, { digits: 2, signed: true })} · n {formatCount(n)}
          </text>
        </g>
      ))}
      {written.map(({ feeling }, at) =>
        feeling === null || feeling === undefined || steps[at]?.feeling.value !== null ? null : (
          <g key={at}>
            <circle
              cx={middle(at)}
              cy={levelOf(feeling / 2)}
              r={5}
              fill="none"
              stroke="var(--control)"
              strokeDasharray="2 2"
            />
            <text x={middle(at) + 12} y={levelOf(feeling / 2) + 4} fontSize={11} fill="var(--faint)">
              believed
            </text>
          </g>
        ),
      )}
    </svg>
  )
}

export function summary(steps: FilledStep[]): string {
  const told = steps.flatMap(({ step, feeling }) =>
    feeling.value === null
      ? []
      : [`${step} ${formatNumber(feeling.value, { digits: 2, signed: true })}, n ${feeling.n}`],
  )
  return told.length > 0
    ? `Mean of all scores by step, −1 to +1: ${told.join('; ')}`
    : 'No step of this map has been scored in this period'
}
