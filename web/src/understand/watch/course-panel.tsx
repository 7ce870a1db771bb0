import { useState } from 'react'
import { BandLine } from '~/design/charts/band-line'
import { TableTools, TableView, type Table } from '~/design/charts/table-view'
import { formatDay } from '~/design/dates'
import { Panel } from '~/design/panel'
import { Empty } from '~/design/states'
import { useWidth } from '~/design/use-width'
import type { Alert, Course } from './queries'
import classes from './watch.module.css'
import { bandPoints, formatMark, stretchesOf } from './wording'

const SHOWN = 180

/** A metric's curve over the band it was expected in. */
export function CoursePanel({ course, alerts }: { course: Course; alerts: Alert[] }) {
  const [asTable, showTable] = useState(false)
  const [whole, showWhole] = useState(false)
  const [ref, width] = useWidth()
  const shown = whole ? course : { ...course, bands: course.bands.slice(-SHOWN) }
  const stretches = stretchesOf(shown, alerts)
  const start = shown.bands.findIndex(
    ({ day }) => course.watched_since !== null && day >= course.watched_since,
  )
  const table = tableOf(shown)
  return (
    <Panel
      title={titleOf(course, stretches.length)}
      note={`${course.label} in ${course.unit}; 95 % band made of the days before, ${course.bands.length} periods`}
      tools={
        <>
          {course.bands.length > SHOWN && (
            <button type="button" className={classes.plain} onClick={() => showWhole(!whole)}>
              {whole ? 'Last half year' : 'All'}
            </button>
          )}
          <TableTools table={table} shown={asTable} onShow={showTable} />
        </>
      }
    >
      <div className={classes.chart}>
        <div ref={ref} />
        {course.watched_since === null && (
          <Empty title="Too little history">
            {`${course.bands.filter(({ value }) => value !== null).length} periods have a value. Bands need six weeks of days, or 16 weeks.`}
          </Empty>
        )}
        {asTable ? (
          <TableView table={table} />
        ) : (
          shown.bands.length > 0 && (
            <BandLine
              points={bandPoints(shown)}
              stretches={stretches}
              start={start > 0 ? start : undefined}
              width={width}
              height={170}
              label={`${course.label} against what was expected`}
              format={(value) => formatMark(course.unit, value)}
            />
          )
        )}
      </div>
    </Panel>
  )
}

function titleOf({ label, watched_since: since, bands }: Course, times: number): string {
  if (since === null) return label
  if (times === 0) return `${label} stayed within what was expected`
  const last = bands.at(-1)
  const left = times === 1 ? 'left what was expected once' : `left what was expected ${times} times`
  return `${label} ${left}${last ? ` up to ${formatDay(last.day)}` : ''}`
}

function tableOf({ label, bands }: Course): Table {
  return {
    caption: `${label} by period`,
    columns: ['day', 'value', 'n', 'expected', 'low', 'high', 'standard deviations off'],
    rows: bands
      .map(({ day, value, n, expected, low, high, score }) => [day, value, n, expected, low, high, score])
      .toReversed(),
  }
}
