/** A funnel in words, and as a table. */
import type { Table } from '~/design/charts/table-view'
import { formatNumber } from '~/design/numbers'
import type { FunnelGroup } from './journeys-queries'

/** The share that comes through, and where most are lost. */
export function funnelTitle({ entered, steps }: FunnelGroup): string {
  const last = steps.at(-1)
  if (!last || last.share.value === null) return 'Nobody entered'
  const through = `${formatNumber(last.share.value, { digits: 1 })} % come through to ${last.step}`
  const worst = steps.slice(0, -1).toSorted((one, other) => other.dropped - one.dropped)[0]
  if (!worst || worst.dropped === 0) return through
  return `${through}; most are lost after ${worst.step} (${formatNumber((100 * worst.dropped) / entered, { digits: 1 })} %)`
}

export function funnelTable(groups: FunnelGroup[]): Table {
  return {
    caption: 'The funnel by step',
    columns: [
      'step',
      'group',
      'customers',
      '% of all',
      'low',
      'high',
      '% of previous',
      'its low',
      'its high',
      'dropped',
      'median days from start',
    ],
    rows: groups.flatMap(({ group, steps }) =>
      steps.map((one, at) => [
        `${at + 1} ${one.step}${groups.length > 1 ? ` (${group})` : ''}`,
        group,
        one.customers,
        one.share.value,
        one.share.low,
        one.share.high,
        one.of_previous.value,
        one.of_previous.low,
        one.of_previous.high,
        one.dropped,
        one.days_from_start.value,
      ]),
    ),
  }
}

/** A length of time in the unit in which it is read: seconds to days. */
export function formatDays(days: number): string {
  const minutes = days * 1440
  if (minutes < 1) return `${formatNumber(minutes * 60)} s`
  if (minutes < 90) return `${formatNumber(minutes)} min`
  if (minutes < 2880) return `${formatNumber(minutes / 60, { digits: 1 })} h`
  return `${formatNumber(days, { digits: 1 })} days`
}
