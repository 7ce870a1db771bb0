/** How a pain point's numbers are written and drawn. */
import type { Standing } from '~/design/charts/interval-plot'
import { domainWithZero, linear, roundMarks, type Scale } from '~/design/charts/scale'
import type { Table } from '~/design/charts/table-view'
import type { Course } from '~/design/change'
import { formatInterval, formatMoney, formatMoneyInterval, formatNumber } from '~/design/numbers'
import type { FixFirst, PainPoint } from './queries'

export const EVIDENCE: Record<PainPoint['evidence'], { word: string; standing: Standing }> = {
  effect: { word: 'effect', standing: 'known' },
  association: { word: 'association only', standing: 'together' },
  unclear: { word: 'unclear', standing: 'open' },
}

export const TREND: Record<PainPoint['trend'], { course: Course; good: boolean }> = {
  rising: { course: 'up', good: false },
  falling: { course: 'down', good: true },
  steady: { course: 'level', good: false },
}

/** Shares of customers are written with one decimal, score points with two. */
const effectStyle = (unit: string) => ({ digits: unit === 'pts' ? 1 : 2, signed: true })

/** The unit as it fits a column; the full one is in the row's own words. */
export const shortUnit = (unit: string) => (unit === 'pts' ? unit : 'points')

export const formatEffect = (value: number, unit: string) => formatNumber(value, effectStyle(unit))
export const formatEffectInterval = ({ low, high }: Pick<PainPoint, 'low' | 'high'>, unit: string) =>
  formatInterval(low, high, effectStyle(unit))

export interface Stake {
  value: string
  interval: string
  exact: string
}

export function stakeOf(row: PainPoint, currency: string | null | undefined): Stake | null {
  const { at_stake: value, at_stake_low: low, at_stake_high: high } = row
  if (value === null || value === undefined) return null
  const interval =
    low === null || low === undefined || high === null || high === undefined
      ? ''
      : formatMoneyInterval(low, high, { currency })
  return {
    value: formatMoney(value, { currency }),
    interval,
    exact: formatMoney(value, { currency, exact: true }),
  }
}

export interface Axis {
  scale: Scale
  marks: number[]
  width: number
}

/** One axis for the whole column, wide enough for what is clear; what is unclear may run off it, with an arrow. */
export function sharedAxis(rows: Pick<PainPoint, 'evidence' | 'low' | 'high'>[], width: number): Axis {
  const clear = rows.filter(({ evidence }) => evidence !== 'unclear')
  const [low, high] = domainWithZero((clear.length > 0 ? clear : rows).flatMap((row) => [row.low, row.high]))
  const room = (high - low) * 0.12
  const domain: [number, number] = [Math.min(low, -room), Math.max(high, room)]
  return { scale: linear(domain, [8, width - 8]), marks: roundMarks(...domain, 5), width }
}

const COLUMNS = [
  'rank',
  'pain point',
  'stage',
  'customers',
  'share',
  'effect',
  'low',
  'high',
  'unit',
  'n',
  'at stake',
  'at stake low',
  'at stake high',
  'currency',
  'evidence',
  'trend',
  'interactions',
  'sentences',
]

export function fixFirstTable({ rows, unit, currency }: FixFirst): Table {
  return {
    caption: 'What to fix first',
    columns: COLUMNS,
    rows: rows.map((row) => [
      ...[
        row.rank,
        row.label,
        row.stage ?? null,
        row.customers,
        row.share,
        row.effect,
        row.low,
        row.high,
        unit,
        row.n,
      ],
      ...[row.at_stake ?? null, row.at_stake_low ?? null, row.at_stake_high ?? null, currency ?? null],
      ...[row.evidence, row.trend, row.interactions, row.sentences],
    ]),
  }
}
