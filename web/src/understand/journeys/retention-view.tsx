import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TableTools, TableView } from '~/design/charts/table-view'
import { Panel } from '~/design/panel'
import { Picker } from '~/design/picker'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import classes from './journeys.module.css'
import { askedRetention, retentionQuery } from './journeys-queries'
import { useJourneysSearch } from './journeys-search'
import { retentionTable, retentionTitle } from './retention-words'
import { Triangle } from './triangle'

const GRAINS = [
  ['day', 'by day'],
  ['week', 'by week'],
  ['month', 'by month'],
  ['quarter', 'by quarter'],
] as const
const STYLES = [
  ['classic', 'Back in that very period'],
  ['rolling', 'Back in it or later'],
  ['bracket', 'Back within days'],
] as const

/** Who comes back, by when they began. */
export function RetentionView() {
  const { search, change } = useJourneysSearch()
  const { query, span } = useScope()
  const asked = askedRetention(search)
  const retention = useQuery(retentionQuery(query, asked))
  const [asTable, showTable] = useState(false)
  const filled = retention.data !== undefined && retention.data.cohorts.length > 0
  return (
    <Panel
      level={1}
      label="Retention"
      title={filled ? retentionTitle(retention.data) : 'Retention'}
      note={`Customers who began in ${span.label}, and what they did of their own accord since · hatched: not over yet`}
      tools={
        filled && <TableTools table={retentionTable(retention.data)} shown={asTable} onShow={showTable} />
      }
    >
      <div className={classes.choices}>
        <Picker
          small
          label="Cohorts"
          shown={`Cohorts ${GRAINS.find(([key]) => key === asked.grain)?.[1]}`}
          options={GRAINS.map(([key, label]) => ({ key, label }))}
          chosen={[asked.grain]}
          onPick={(key) => change({ grain: key })}
        />
        <Picker
          small
          label="Counted as back"
          shown={STYLES.find(([key]) => key === asked.style)?.[1]}
          options={STYLES.map(([key, label]) => ({ key, label }))}
          chosen={[asked.style]}
          onPick={(key) => change({ style: key })}
        />
      </div>
      <Loaded query={retention} shapes={<Shapes rows={6} height={36} label="Loading retention" />}>
        {(found) => {
          if (found.cohorts.length === 0) return <NobodyBegan />
          return asTable ? <TableView table={retentionTable(found)} /> : <Triangle retention={found} />
        }}
      </Loaded>
    </Panel>
  )
}

function NobodyBegan() {
  return (
    <Empty title="Nobody began in this period and selection">
      A customer begins with the first thing they do of their own accord. Choose a longer period, as All time.
    </Empty>
  )
}
