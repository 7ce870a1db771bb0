import { useElementSize } from '@mantine/hooks'
import { useState } from 'react'
import { DayBars, DayBarsKey, type DayPart } from '~/design/charts/day-bars'
import { TableTools, TableView, type Table } from '~/design/charts/table-view'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty } from '~/design/states'
import type { Source } from './queries'
import classes from './sources.module.css'

/** What came on each of the last 30 days, and what became of it. */
export function VolumePanel({ source }: { source: Source }) {
  const [asTable, showTable] = useState(false)
  const { ref, width } = useElementSize<HTMLDivElement>()
  const parts = partsOf(source)
  const days = source.days.map((day) => day.date)
  return (
    <Panel
      title={titleOf(source)}
      note="Events per day of arrival, UTC, 30 days"
      tools={source.received > 0 && <TableTools table={tableOf(source)} shown={asTable} onShow={showTable} />}
    >
      {source.received === 0 ? (
        <Empty title="Nothing came in the last 30 days">
          What comes will stand here by the day: stored, sent again, rejected.
        </Empty>
      ) : (
        <div className={classes.body}>
          {asTable ? (
            <TableView table={tableOf(source)} />
          ) : (
            <>
              <div ref={ref}>
                {width > 0 && (
                  <DayBars days={days} parts={parts} width={width} height={200} label={titleOf(source)} />
                )}
              </div>
              <DayBarsKey parts={parts} />
            </>
          )}
        </div>
      )}
    </Panel>
  )
}

function titleOf({ days, received }: Source): string {
  const today = days[days.length - 1]?.received ?? 0
  return received === 0 ? 'What comes in' : `${formatCount(today)} received today`
}

const partsOf = ({ days }: Source): DayPart[] => [
  { name: 'stored', tone: 'main', values: days.map((day) => day.stored) },
  { name: 'sent again', tone: 'quiet', values: days.map((day) => day.duplicates) },
  { name: 'rejected', tone: 'bad', values: days.map((day) => day.rejected) },
]

const tableOf = ({ name, days }: Source): Table => ({
  caption: `What came from ${name} per day`,
  columns: ['Day', 'Received', 'Stored', 'Sent again', 'Rejected'],
  rows: days.map((day) => [day.date, day.received, day.stored, day.duplicates, day.rejected]),
})
