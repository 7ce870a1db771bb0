/** How chances and back-tests are written. */
import type { Point } from '~/design/charts/points'
import type { Table } from '~/design/charts/table-view'
import { formatDay, formatShortDay } from '~/design/dates'
import { formatCount, formatInterval, formatMoney, formatShare } from '~/design/numbers'
import type { BackTest, Bin, Reason, Risk, RiskName } from './queries'

const LABELS: Record<RiskName, string> = {
  contracts: 'Contracts cancelled',
  orders: 'No more orders',
  visits: 'No more visits',
}

export const labelOf = (name: RiskName) => LABELS[name]

const STATES = {
  predicts: 'predicts',
  doubtful: 'may not predict',
  stopped: 'no longer predicts',
} as const

export const stateOf = ({ state }: Risk['verdict']) => STATES[state]

export function riskTitle({ customers, leaving, stake, currency }: Risk): string {
  const share = customers && leaving.value !== null ? leaving.value / customers : 0
  const money = stake > 0 ? `, ${formatMoney(stake, { currency })} at stake` : ''
  return `${formatCount(Math.round(leaving.value ?? 0))} of ${formatCount(customers)} customers (${formatShare(share, { digits: 0 })}) are expected to leave${money}`
}

const percent = (share: number) => formatShare(share, { digits: 0 })

const between = ({ low, high }: { low: number | null; high: number | null }) =>
  low === null || high === null ? '' : ` [${percent(low)}, ${percent(high)}]`

/** Which back-tests can be drawn: those in which somebody left and somebody stayed. */
export const areasOf = (tests: BackTest[], bound: number): Point[] =>
  tests.flatMap(({ cut, judged, learnt_from }, at) =>
    judged.auc.value === null
      ? []
      : [
          {
            key: cut,
            x: at,
            y: judged.auc.value,
            low: judged.auc.low,
            high: judged.auc.high,
            isOff: judged.auc.low !== null && judged.auc.low < bound,
            spoken: `${learnt_from ? `After ${formatDay(cut)}` : 'Other customers'}: ${percent(judged.auc.value)}${between(judged.auc)}, ${formatCount(judged.left)} of ${formatCount(judged.n)} left`,
          },
        ],
  )

export const cutsOf = (tests: BackTest[]) =>
  tests.map(({ cut, learnt_from }, at) => ({
    at,
    label: learnt_from ? formatShortDay(cut) : 'other customers',
  }))

/** Whether a bin's interval leaves the chance it was given out. */
const isOff = ({ expected, happened }: Bin) =>
  happened.low !== null && happened.high !== null && (expected < happened.low || expected > happened.high)

export const calibrationOf = ({ judged }: BackTest): Point[] =>
  judged.bins.map((bin, at) => ({
    key: String(at),
    x: bin.expected,
    y: bin.left / bin.n,
    low: bin.happened.low,
    high: bin.happened.high,
    isOff: isOff(bin),
    spoken: `Given ${percent(bin.expected)} on average: ${formatCount(bin.left)} of ${formatCount(bin.n)} left, ${percent(bin.left / bin.n)}${between(bin.happened)}`,
  }))

export const testsTable = (tests: BackTest[]): Table => ({
  caption: 'Back-tests: what was foreseen, and what happened',
  columns: [
    'from',
    'customers',
    'left',
    'expected',
    'AUC',
    'low',
    'high',
    'plain AUC',
    'Brier',
    'plain Brier',
    'ECE',
  ],
  rows: tests.map(({ cut, judged, plain }) => [
    cut,
    judged.n,
    judged.left,
    judged.expected.value,
    judged.auc.value,
    judged.auc.low,
    judged.auc.high,
    plain.auc.value,
    judged.brier.value,
    plain.brier.value,
    judged.error,
  ]),
})

export const figuresOf = ({ judged, plain }: BackTest): string =>
  [
    `Brier ${judged.brier.value?.toFixed(3)} (plain ${plain.brier.value?.toFixed(3)}, everybody alike ${judged.brier_base.toFixed(3)})`,
    `calibration error ${judged.error.toFixed(3)}, by chance ${judged.error_by_chance.toFixed(3)}`,
    `${formatCount(Math.round(judged.expected.value ?? 0))}${judged.expected.low === null || judged.expected.high === null ? '' : ` ${formatInterval(judged.expected.low, judged.expected.high)}`} expected to leave, ${formatCount(judged.left)} did`,
  ].join(' · ')

export const reasonWords = ({ label, told, adds }: Reason): string =>
  `${label}: ${told ?? 'not known'} (${signed(adds)})`

export const signed = (adds: number) => `${adds < 0 ? '−' : '+'}${Math.abs(adds).toFixed(2)}`
