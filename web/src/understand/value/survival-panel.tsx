import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { Steps } from '~/design/charts/steps'
import { TableTools, TableView } from '~/design/charts/table-view'
import { formatDay } from '~/design/dates'
import { Panel } from '~/design/panel'
import { Picker } from '~/design/picker'
import { Empty, Shapes } from '~/design/states'
import { filtersQuery } from '~/record/interactions/queries'
import { useScope } from '~/record/interactions/use-scope'
import { survivalQuery, type Survival } from './queries'
import { coursesOf, medianSentence, survivalTable, survivalTitle, testSentence } from './survival-points'
import { Notes } from './totals-panel'
import { useTerms } from './use-terms'
import classes from './value.module.css'

/** How long contracts last, from start to cancellation. */
export function SurvivalPanel() {
  const { query } = useScope()
  const { split } = useTerms()
  const survival = useQuery(survivalQuery(query, split))
  const [asTable, showTable] = useState(false)
  const filled = survival.data && survival.data.curves.length > 0
  const table = filled && survivalTable(survival.data)
  return (
    <Panel
      label="Contracts"
      title={survival.data ? survivalTitle(survival.data) : 'How long contracts last'}
      note={
        filled &&
        `As of ${formatDay(survival.data.as_of)} · from start to cancellation; those that still run count as long as seen`
      }
      tools={
        filled && (
          <>
            <SplitPicker />
            {table && <TableTools table={table} shown={asTable} onShow={showTable} />}
          </>
        )
      }
    >
      <Loaded query={survival} shapes={<Shapes rows={4} height={36} label="Loading contracts" />}>
        {(found) => {
          if (found.curves.length === 0) return <NoContracts />
          return asTable && table ? <TableView table={table} /> : <Lasting survival={found} />
        }}
      </Loaded>
    </Panel>
  )
}

function NoContracts() {
  return (
    <Empty title="No contracts in this selection">
      How long they last appears here once <code>Subscription Started</code> and{' '}
      <code>Subscription Cancelled</code> are recorded.
    </Empty>
  )
}

/** Traits that segments are known by. */
function SplitPicker() {
  const { split, change } = useTerms()
  const segments = useQuery(filtersQuery).data?.segments ?? []
  const names = [...new Set(segments.filter(({ key }) => key.startsWith('trait:')).map(({ group }) => group))]
  if (names.length === 0) return null
  const options = [
    { key: '', label: 'All together' },
    ...names.map((name) => ({ key: `trait.${name}`, label: `By ${name}` })),
  ]
  return (
    <Picker
      small
      label="Told apart by"
      shown={options.find(({ key }) => key === (split ?? ''))?.label ?? split}
      options={options}
      chosen={[split ?? '']}
      onPick={(key) => change({ split: key || undefined })}
    />
  )
}

function Lasting({ survival }: { survival: Survival }) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  return (
    <>
      <div className={classes.lasting}>
        <div ref={ref}>
          <Steps
            courses={coursesOf(survival)}
            width={width || 340}
            height={200}
            unit="days"
            label={survivalTitle(survival)}
          />
        </div>
        <ul>
          {survival.curves.map((curve) => (
            <li key={curve.group}>{medianSentence(curve)}</li>
          ))}
          {survival.comparison && <li>{testSentence(survival.comparison)}</li>}
        </ul>
      </div>
      <Notes notes={survival.notes} />
    </>
  )
}
