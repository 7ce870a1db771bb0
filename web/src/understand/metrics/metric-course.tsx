import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Loaded } from '~/api/loaded'
import { PictureButton } from '~/design/charts/picture-button'
import { TableTools, TableView, type Table } from '~/design/charts/table-view'
import { TimeLine, type TimePoint } from '~/design/charts/time-line'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { styleOf } from './metric-words'
import classes from './metrics.module.css'
import { estimatesQuery, type Estimate, type Metric } from './metrics-queries'
import type { AskedMetric } from './metrics-search'

/** The metric over time with its interval; periods with too little are hollow. */
export function MetricCourse({
  metric,
  asked,
  title: given,
}: {
  metric: Metric
  asked: AskedMetric
  title?: string
}) {
  const { query, span } = useScope()
  const found = useQuery(estimatesQuery(query, asked, asked.by))
  const rows = oneKind(found.data ?? [])
  const [asTable, showTable] = useState(false)
  const chart = useRef<HTMLDivElement>(null)
  const table = tableOf(metric, asked.by, found.data ?? [])
  const title = given ?? `${metric.label} by ${asked.by}`
  const unit = rows[0]?.unit ?? metric.unit
  return (
    <Panel
      title={title}
      note={`In ${unit}, ${span.label} (UTC)${metric.minimum_n > 0 ? ` · band 95 % · hollow: fewer than ${metric.minimum_n}` : ''}`}
      tools={
        rows.length > 0 && (
          <>
            {!asTable && <PictureButton name={title} chart={chart} />}
            <TableTools table={table} shown={asTable} onShow={showTable} />
          </>
        )
      }
    >
      <Loaded query={found} shapes={<Shapes rows={5} height={36} label="Measuring" />}>
        {() => {
          if (rows.length === 0) return <Nothing />
          if (asTable) return <TableView table={table} />
          return (
            <div ref={chart} className={classes.chart}>
              <Line metric={metric} rows={rows} unit={unit} title={title} />
            </div>
          )
        }}
      </Loaded>
    </Panel>
  )
}

function Line({
  metric,
  rows,
  unit,
  title,
}: {
  metric: Metric
  rows: Estimate[]
  unit: string
  title: string
}) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const known = rows.filter(({ value }) => value !== null && value !== undefined)
  if (known.length === 0) return <Nothing />
  return (
    <div ref={ref}>
      {width > 0 && (
        <TimeLine
          width={width}
          height={260}
          unit={unit}
          style={styleOf(metric)}
          label={`${title}: ${known.length} periods with a value`}
          points={rows.map((row) => pointOf(row))}
        />
      )}
    </div>
  )
}

function Nothing() {
  return (
    <Empty title="Nothing to measure in this period and selection">
      Choose a longer period, as All time, or take a filter away.
    </Empty>
  )
}

const pointOf = ({ group, value, low, high, n, is_small: small }: Estimate): TimePoint => ({
  label: group.split(' · ')[0] ?? group,
  note: `n ${formatCount(n)}`,
  value: value ?? null,
  low: low ?? null,
  high: high ?? null,
  isFaint: small,
})

/** Of several currencies or scales, the one with most: they are never drawn as one line. */
function oneKind(rows: Estimate[]): Estimate[] {
  const kind = (row: Estimate) => `${row.unit} ${row.variant}`
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(kind(row), (counts.get(kind(row)) ?? 0) + row.n)
  const most = [...counts].sort((one, other) => other[1] - one[1])[0]?.[0]
  return rows.filter((row) => kind(row) === most)
}

function tableOf({ label }: Metric, by: string, rows: Estimate[]): Table {
  return {
    caption: `${label} by ${by}`,
    columns: [by, 'value', 'low', 'high', 'n', 'unit'],
    rows: rows.map(({ group, value, low, high, n, unit }) => [
      group,
      value ?? null,
      low ?? null,
      high ?? null,
      n,
      unit,
    ]),
  }
}
