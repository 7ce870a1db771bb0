/** How a driver's numbers are written and drawn, and the same question in Python. */
import type { Table } from '~/design/charts/table-view'
import { formatCount, formatInterval, formatNumber, formatShare } from '~/design/numbers'
import type { ScopeQuery } from '~/record/interactions/scope'
import type { Driver, Drivers, Moved, Outcome } from './queries'

/** Shares of customers and money with one decimal, score points with two. */
const styleOf = (unit: string) => ({ digits: unit.startsWith('points') ? 2 : 1, signed: true })

export const formatMoved = (value: number, { unit }: Outcome) => formatNumber(value, styleOf(unit))
export const formatMovedInterval = ({ low, high }: Moved, { unit }: Outcome) =>
  formatInterval(low, high, styleOf(unit))

export const movedOf = (row: Driver, outcome: Outcome) => row.moved.find((one) => one.outcome === outcome.key)

/** Whether like was compared with like. */
export function overlapText({ no_counterpart: without, counterparts, imbalance }: Moved): string {
  const none =
    without < 0.0005
      ? 'Everybody it touches has a counterpart'
      : `${formatShare(without)} of those it touches have no counterpart`
  const left = formatNumber(imbalance, { digits: 2 })
  return `${none}; the comparison amounts to ${formatCount(counterparts)} others, and differs at most by ${left} standard deviations in anything known.`
}

/** What something that nobody recorded would have to do. */
export function hiddenText(moved: Moved, outcome: Outcome): string {
  const all = formatShare(moved.robustness)
  const touch = formatShare(moved.robustness_of_interval)
  const known = formatMoved(moved.as_known, outcome).replace('+', '±')
  return `A hidden cause would have to explain ${all} of what is left open, both of whom it meets and of the outcome, to explain it away, ${touch} for the interval to reach zero. One as strong as the strongest known feature moves it by ${known}.`
}

const COLUMNS = [
  ...['driver', 'key', 'stage', 'customers', 'share', 'trend', 'outcome', 'unit'],
  ...['effect', 'low', 'high', 'plain difference', 'touched', 'spared', 'evidence', 'robustness'],
  ...['robustness of interval', 'without counterpart', 'counterparts', 'imbalance', 'why'],
]

export function driversTable({ rows, outcomes }: Drivers): Table {
  const cells = (row: Driver, outcome: Outcome): (string | number | null)[] => {
    const about = [row.label, row.key, row.stage ?? null, row.customers, row.share, row.trend]
    const one = movedOf(row, outcome)
    const nothing = [...Array<null>(6).fill(null), 'too few', ...Array<null>(6).fill(null)]
    if (!one) return [...about, outcome.label, outcome.unit, ...nothing]
    return [
      ...about,
      ...[outcome.label, outcome.unit, one.value, one.low, one.high, one.plain, one.exposed, one.unexposed],
      ...[one.evidence, one.robustness, one.robustness_of_interval, one.no_counterpart],
      ...[one.counterparts, one.imbalance, one.reason],
    ]
  }
  return {
    caption: 'Drivers',
    columns: COLUMNS,
    rows: rows.flatMap((row) => outcomes.map((outcome) => cells(row, outcome))),
  }
}

/** The question as Python, to be pasted into a notebook beside the log. */
export function asPython(scope: ScopeQuery | undefined): string {
  const given = Object.entries(scope ?? {}).filter(([, value]) => value)
  const options = given.map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  return `import regard\n\nlog = regard.open("data")\nlog.drivers(${options.join(', ')})\n`
}
