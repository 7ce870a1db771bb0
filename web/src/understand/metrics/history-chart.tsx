import { useState } from 'react'
import { TableTools, TableView, type Table } from '~/design/charts/table-view'
import { TimeLine } from '~/design/charts/time-line'
import { formatMonth } from '~/design/dates'
import { formatCount } from '~/design/numbers'
import classes from './history-chart.module.css'
import type { MetricCard } from './queries'
import { metricStyle } from './wording'

/** A metric over the last periods with its interval, an axis with its unit, and the numbers as a table. */
export default function HistoryChart({ card }: { card: MetricCard }) {
  const [asTable, showTable] = useState(false)
  const table = historyTable(card)
  const known = card.series.filter(({ value }) => value !== null)
  return (
    <section>
      <header className={classes.head}>
        <div>
          <h3>
            {card.label} over {card.series.length} periods
          </h3>
          <p className="note soft">{card.description} Band 95 %.</p>
        </div>
        <span className={classes.tools}>
          <TableTools table={table} shown={asTable} onShow={showTable} />
        </span>
      </header>
      {asTable ? (
        <TableView table={table} />
      ) : (
        <TimeLine
          width={356}
          height={150}
          unit={card.unit}
          style={{ ...metricStyle(card), digits: 0 }}
          label={`${card.label}, ${known.length} periods with a value`}
          points={card.series.map(({ since, value, low, high, n }) => ({
            label: formatMonth(since),
            note: `n ${formatCount(n)}`,
            value: value ?? null,
            low: low ?? null,
            high: high ?? null,
          }))}
        />
      )}
    </section>
  )
}

function historyTable({ label, series }: MetricCard): Table {
  return {
    caption: `${label} by period`,
    columns: ['from', 'until', 'value', 'low', 'high', 'n'],
    rows: series.map(({ since, until, value, low, high, n }) => [
      since,
      until,
      value ?? null,
      low ?? null,
      high ?? null,
      n,
    ]),
  }
}
