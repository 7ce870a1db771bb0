import { useElementSize } from '@mantine/hooks'
import { linear } from '~/design/charts/scale'
import { formatMonth } from '~/design/dates'
import { channelOf, FAMILIES, familyColour } from '~/record/interactions/channels'
import { stageName } from '~/record/interactions/stages'
import { familyCounts } from './channel-buttons'
import type { Customer } from './queries'
import classes from './timeline.module.css'

const LEFT = 74
const ROW = 12
const TOP = 20

/** The whole life with us at a glance: stages as a bar, a tick per interaction, a row per family of channels. */
export function ChannelStrip({ customer }: { customer: Customer }) {
  const { ref, width: measured } = useElementSize<HTMLDivElement>()
  const width = measured || 730
  const x = linear([Date.parse(customer.first_at), Date.parse(customer.last_at)], [LEFT, width - 2])
  const families = familyCounts(customer.by_channel).map(({ family }) => family)
  const bottom = TOP + families.length * ROW
  return (
    <div className={classes.strip} ref={ref}>
      <svg width={width} height={bottom + 14} role="img" aria-label={spokenStrip(customer)}>
        <StageBar customer={customer} x={x} width={width} />
        {families.map((family, row) => (
          <text key={family} x={0} y={TOP + row * ROW + 9}>
            {FAMILIES.find((known) => known.family === family)?.name.toLowerCase()}
          </text>
        ))}
        {customer.ticks.map(({ time, channel }, at) => {
          const { family } = channelOf(channel)
          return (
            <rect
              key={at}
              x={x(Date.parse(time)) - 1}
              y={TOP + families.indexOf(family) * ROW + 1}
              width={2}
              height={9}
              fill={familyColour(family)}
              opacity={0.8}
            />
          )
        })}
        <text x={LEFT} y={bottom + 12} className={classes.end}>
          {formatMonth(customer.first_at)}
        </text>
        <text x={width} y={bottom + 12} textAnchor="end" className={classes.end}>
          {formatMonth(customer.last_at)}
        </text>
      </svg>
    </div>
  )
}

interface StageBarProps {
  customer: Customer
  x: (time: number) => number
  width: number
}

function StageBar({ customer, x, width }: StageBarProps) {
  return customer.stages.map(({ stage, since, until }, at) => {
    const [from, to] = [Math.max(LEFT, x(Date.parse(since))), Math.min(width, x(Date.parse(until)))]
    const room = to - from - 1
    const last = at === customer.stages.length - 1
    return (
      <g key={`${stage} ${since}`} className={classes.stage} data-now={last || undefined}>
        <title>{`${stageName(stage)}, ${formatMonth(since)} to ${formatMonth(until)}`}</title>
        <rect x={from} width={Math.max(2, room)} height={15} rx={3} />
        {room > stageName(stage).length * 6 + 8 && (
          <text x={from + 6} y={11.5}>
            {stageName(stage)}
          </text>
        )}
      </g>
    )
  })
}

function spokenStrip({ interactions, first_at: first, stages }: Customer): string {
  const path = stages.map(({ stage }) => stageName(stage)).join(', ')
  return `${interactions} interactions since ${formatMonth(first)}${path && `; stages: ${path}`}.`
}
