/** Paths in words, and as a table. */
import type { Table } from '~/design/charts/table-view'
import { formatNumber } from '~/design/numbers'
import type { Paths } from './journeys-queries'

export const spoken = (nodes: string[]) => nodes.filter(Boolean).join(' → ')

/** The commonest path and its share. */
export function pathsTitle({ listed, anchor, direction }: Paths): string {
  const first = listed[0]
  if (!first || first.share.value === null) return 'Paths'
  const where = anchor ? (direction === 'to' ? ` up to ${anchor}` : ` from ${anchor} on`) : ''
  return `The commonest way${where} is taken by ${formatNumber(first.share.value, { digits: 1 })} %`
}

export function pathsTable({ listed, others, n }: Paths): Table {
  return {
    caption: 'Paths by number of customers',
    columns: ['path', 'customers', '%', 'low', 'high'],
    rows: [
      ...listed.map(({ nodes, customers, share }) => [
        spoken(nodes),
        customers,
        share.value,
        share.low,
        share.high,
      ]),
      ['all other paths', others, n > 0 ? (100 * others) / n : null, null, null],
    ],
  }
}
