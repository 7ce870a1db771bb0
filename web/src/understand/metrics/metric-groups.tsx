import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Loaded } from '~/api/loaded'
import { PictureButton } from '~/design/charts/picture-button'
import { TableTools, TableView, type Table } from '~/design/charts/table-view'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { GroupRows } from './group-rows'
import { dimensionName } from './metric-words'
import { groupsQuery, type Metric, type Standing } from './metrics-queries'
import type { AskedMetric } from './metrics-search'

/** Each group beside all others; those with too few are greyed and last. */
export function MetricGroups({
  metric,
  asked,
  title: given,
}: {
  metric: Metric
  asked: AskedMetric
  title?: string
}) {
  const { query } = useScope()
  const found = useQuery(groupsQuery(query, asked))
  const rows = found.data?.rows ?? []
  const [asTable, showTable] = useState(false)
  const chart = useRef<HTMLDivElement>(null)
  const different = rows.filter((row) => row.is_different).length
  const by = dimensionName(asked.by)
  const title = given ?? `${metric.label} by ${by}`
  const table = tableOf(metric, by, rows)
  return (
    <Panel
      title={title}
      note={
        rows.some((row) => row.difference)
          ? `${different} of ${rows.filter((row) => row.difference).length} differ from all others · corrected for their number · whiskers 95 %`
          : `In ${metric.unit} · whiskers 95 %`
      }
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
          if (rows.length === 0)
            return (
              <Empty title="Nothing to measure in this period and selection">Choose a longer period.</Empty>
            )
          if (asTable) return <TableView table={table} />
          return (
            <div ref={chart}>
              <GroupRows metric={metric} asked={asked} rows={rows} />
            </div>
          )
        }}
      </Loaded>
    </Panel>
  )
}

function tableOf({ label }: Metric, by: string, rows: Standing[]): Table {
  return {
    caption: `${label} by ${by}`,
    columns: [by, 'value', 'low', 'high', 'n', 'difference', 'adjusted p', 'is different'],
    rows: rows.map((row) => [
      row.group,
      row.value ?? null,
      row.low ?? null,
      row.high ?? null,
      row.n,
      row.difference?.value ?? null,
      row.adjusted_p ?? null,
      row.is_different ? 'yes' : 'no',
    ]),
  }
}
