/** The hold-out as charts, title and table take it. */
import type { CoursePoint } from '~/design/charts/two-courses'
import type { RangeGroup } from '~/design/charts/ranges'
import type { Table } from '~/design/charts/table-view'
import { formatDay, lastDay } from '~/design/dates'
import { formatCount } from '~/design/numbers'
import type { Holdout } from './queries'

/** What the comparison showed, in a few words. */
export function holdoutTitle({ predicted, actual }: Holdout): string {
  const { value, low, high } = predicted
  if (value === null) return 'Too little to predict from'
  if (low === null || high === null) return 'The prediction has no interval'
  if (actual >= low && actual <= high) return 'The model foresaw what happened'
  const off = Math.round(Math.abs(value / Math.max(actual, 1) - 1) * 100)
  return `The model foresaw ${off} % ${value < actual ? 'less' : 'more'} than happened`
}

export const coursesOf = ({ weeks }: Holdout): CoursePoint[] =>
  weeks.map(({ until, actual, predicted }) => ({
    label: formatDay(lastDay(until)),
    happened: actual,
    expected: predicted,
  }))

const classOf = ({ frequency, is_open }: Holdout['classes'][number]) => `${frequency}${is_open ? '+' : ''}`

export const rangesOf = ({ classes }: Holdout): RangeGroup[] =>
  classes.map((one) => ({
    label: classOf(one),
    note: `n ${formatCount(one.customers)}`,
    happened: one.actual,
    expected: one.predicted.value,
    low: one.predicted.low,
    high: one.predicted.high,
  }))

export const holdoutTable = ({ classes }: Holdout): Table => ({
  caption: 'Purchases per customer, by repeat purchases before',
  columns: ['repeat purchases before', 'customers', 'happened', 'expected', 'low', 'high'],
  rows: classes.map((one) => [
    classOf(one),
    one.customers,
    one.actual,
    one.predicted.value,
    one.predicted.low,
    one.predicted.high,
  ]),
})
