import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Loaded } from '~/api/loaded'
import { Ranges, RangesKey } from '~/design/charts/ranges'
import { TableTools, TableView } from '~/design/charts/table-view'
import { TwoCourses, TwoCoursesKey } from '~/design/charts/two-courses'
import { formatDay, formatSpan } from '~/design/dates'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { coursesOf, holdoutTable, holdoutTitle, rangesOf } from './holdout-points'
import { holdoutQuery, type Holdout } from './queries'
import { Notes } from './totals-panel'
import { useTerms } from './use-terms'
import classes from './value.module.css'

const HEIGHT = 190

/** Fitted on what came before a day, against what happened from then on: whether the numbers above can be believed. */
export function HoldoutPanel() {
  const { query } = useScope()
  const { terms } = useTerms()
  const holdout = useQuery(holdoutQuery(query, terms))
  const [asTable, showTable] = useState(false)
  const table = holdout.data && holdoutTable(holdout.data)
  return (
    <Panel
      label="Hold-out"
      title={holdout.data ? holdoutTitle(holdout.data) : 'Was it right'}
      note={
        holdout.data &&
        `Fitted on ${formatCount(holdout.data.customers)} customers before ${formatDay(holdout.data.split)}, compared ${formatSpan(holdout.data.split, holdout.data.until)}`
      }
      tools={table && <TableTools table={table} shown={asTable} onShow={showTable} />}
    >
      <Loaded query={holdout} shapes={<Shapes rows={5} height={36} label="Loading the hold-out" />}>
        {(found) => (asTable && table ? <TableView table={table} /> : <Charts holdout={found} />)}
      </Loaded>
    </Panel>
  )
}

function Charts({ holdout }: { holdout: Holdout }) {
  const first = holdout.weeks.findIndex(({ is_held_out: held }) => held)
  return (
    <>
      <p className={classes.verdict}>{holdout.verdict}</p>
      <div className={classes.charts}>
        <Figure
          title="Repeat purchases, cumulated by week"
          foot={<TwoCoursesKey happened="happened" expected="expected of the customers known by then" />}
        >
          {(width) => (
            <TwoCourses
              points={coursesOf(holdout)}
              from={first}
              fromLabel="held out"
              width={width}
              height={HEIGHT}
              label={holdout.verdict}
            />
          )}
        </Figure>
        <Figure
          title="Purchases per customer afterwards, by repeat purchases before"
          foot={<RangesKey happened="happened" expected="expected, 95 %" />}
        >
          {(width) => (
            <Ranges
              groups={rangesOf(holdout)}
              width={width}
              height={HEIGHT}
              label="Purchases per customer by repeat purchases before"
            />
          )}
        </Figure>
      </div>
      <Notes notes={holdout.notes} />
    </>
  )
}

interface FigureProps {
  title: string
  foot: ReactNode
  children: (width: number) => ReactNode
}

function Figure({ title, foot, children }: FigureProps) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  return (
    <figure>
      <h3>{title}</h3>
      <div ref={ref}>{children(width || 340)}</div>
      {foot}
    </figure>
  )
}
