import type { CurvePoint } from '~/design/charts/curve-geometry'
import type { Table } from '~/design/charts/table-view'
import type { Stage } from './queries'

/** How far under its stage, on −1 to +1, the worst touchpoint must lie to get a mark: nearer, the two would cover each other. */
const FAR = 0.2

type Seen = NonNullable<Stage['experience']>

/** Where no interval can be told (all answers alike, or one alone) the band has no width. */
const estimate = ({ value, low, high, n }: Seen) => ({ value, low: low ?? value, high: high ?? value, n })

export function curvePoint({ stage, label, experience, worst }: Stage): CurvePoint {
  const clearly =
    experience && worst && estimate(worst).high < experience.value && worst.value <= experience.value - FAR
  return {
    key: stage,
    label,
    estimate: experience ? estimate(experience) : null,
    drop: clearly ? { ...estimate(worst), label: worst.touchpoint } : null,
  }
}

const COLUMNS = [
  'stage',
  'people',
  'interactions',
  'experience',
  'low',
  'high',
  'n',
  'worst touchpoint',
  'its experience',
  'its low',
  'its high',
  'its n',
  'drop-off share',
  'drop-off people',
]

export function journeyTable(stages: Stage[]): Table {
  return {
    caption: 'The journey by stage',
    columns: COLUMNS,
    rows: stages.map((stage) => [
      stage.label,
      stage.customers,
      stage.interactions,
      ...experience(stage),
      ...worst(stage),
      ...drop(stage),
    ]),
  }
}

const short = (value: number | null) => (value === null ? null : Number(value.toFixed(4)))

function experience({ experience: seen }: Stage) {
  return seen ? [short(seen.value), short(seen.low), short(seen.high), seen.n] : [null, null, null, null]
}

function worst({ worst: seen }: Stage) {
  return seen
    ? [seen.touchpoint, short(seen.value), short(seen.low), short(seen.high), seen.n]
    : [null, null, null, null, null]
}

function drop({ drop_off: seen }: Stage) {
  return seen ? [short(seen.share), seen.customers] : [null, null]
}
