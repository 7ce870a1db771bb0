import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TableTools, TableView } from '~/design/charts/table-view'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { curvePoint, journeyTable } from './curve-points'
import { JourneyChart } from './journey-chart'
import classes from './journey-panel.module.css'
import { JourneyShapes } from './journey-shapes'
import { journeyQuery, type Journey } from './queries'
import { journeyTitle, visited } from './title'

/** How the experience runs from stage to stage, how many people are there, and how many go on. */
export function JourneyPanel() {
  const { query, span } = useScope()
  const journey = useQuery(journeyQuery(query))
  const [asTable, showTable] = useState(false)
  const table = journeyTable(journey.data?.stages ?? [])
  const filled = journey.isSuccess && visited(journey.data.stages).length > 0
  return (
    <Panel
      level={1}
      label="Journey"
      title={journey.data ? journeyTitle(visited(journey.data.stages)) : 'The journey'}
      note={journey.isPlaceholderData ? `Reading ${span.label} …` : filled && <Note journey={journey.data} />}
      tools={filled && <TableTools table={table} shown={asTable} onShow={showTable} />}
    >
      <Loaded query={journey} shapes={<JourneyShapes />}>
        {({ stages }) => {
          if (!filled) return <NoJourney />
          return asTable ? <TableView table={table} /> : <JourneyChart stages={visited(stages)} />
        }}
      </Loaded>
    </Panel>
  )
}

function Note({ journey }: { journey: Journey }) {
  return (
    <>
      Mean experience, −1 to +1 · band 95 % · dot area = scored interactions (n {formatCount(journey.scored)})
      {journey.stages.some((stage) => curvePoint(stage).drop) && (
        <span className={classes.wide}>
          {' '}
          · <span className="worse">◇</span> worst touchpoint
        </span>
      )}
    </>
  )
}

function NoJourney() {
  return (
    <Empty title="Nothing happened in this period and selection">
      The experience at each stage appears here once interactions with a stage are recorded. Choose a longer
      period, or bring in history with <code>regard import FILE</code>.
    </Empty>
  )
}
