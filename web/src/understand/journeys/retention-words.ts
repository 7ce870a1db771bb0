/** The triangle in words, and as a table. */
import type { Table } from '~/design/charts/table-view'
import { formatInterval, formatNumber } from '~/design/numbers'
import type { Retention } from './journeys-queries'

const one = { digits: 1 }

export function retentionTitle({ overall, columns, style }: Retention): string {
  const first = overall[0]
  if (!first || first.value === null) return 'It is too early to say who comes back'
  const interval =
    first.low === null || first.high === null ? '' : ` ${formatInterval(first.low, first.high, one)}`
  return `${formatNumber(first.value, one)} %${interval} are back in ${columns[0]}${style === 'rolling' ? ' or later' : ''}`
}

export function retentionTable({ cohorts, columns }: Retention): Table {
  return {
    caption: 'Retention by cohort, per cent',
    columns: ['cohort', 'customers', ...columns],
    rows: cohorts.map(({ begins, customers, cells }) => [
      begins,
      customers,
      ...cells.map(({ share, is_complete }) => (is_complete ? share.value : null)),
    ]),
  }
}

/** The step of the heat map a share falls into, 0 to 4. */
export const heatOf = (share: number | null) => Math.min(4, Math.floor((share ?? 0) / 20))

/** How many columns anybody is in. */
export const widthOf = ({ cohorts }: Retention): number =>
  Math.max(1, ...cohorts.map(({ cells }) => cells.findLastIndex(({ customers }) => customers > 0) + 1))
