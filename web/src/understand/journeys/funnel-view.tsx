import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TableTools, TableView } from '~/design/charts/table-view'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Picker } from '~/design/picker'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { FunnelBars } from './funnel-bars'
import { FunnelSteps } from './funnel-steps'
import { funnelTable, funnelTitle } from './funnel-words'
import classes from './journeys.module.css'
import { askedFunnel, funnelQuery, type Funnel } from './journeys-queries'
import { useJourneysSearch } from './journeys-search'
import type { StepChoices } from './step-options'

const WINDOWS = [
  ['1', '1 day'],
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '1 year'],
] as const
const BYS = [
  ['', 'Everybody'],
  ['channel', 'By channel of entry'],
  ['touchpoint', 'By touchpoint of entry'],
  ['month', 'By month of entry'],
  ['week', 'By week of entry'],
] as const

/** How many customers go from step to step. */
export function FunnelView({ choices, steps }: { choices: StepChoices; steps: string[] }) {
  const { search } = useJourneysSearch()
  const { query, span } = useScope()
  const funnel = useQuery(funnelQuery(query, askedFunnel(search, steps)))
  const [asTable, showTable] = useState(false)
  const table = funnelTable(funnel.data?.groups ?? [])
  const whole = funnel.data?.groups[0]
  return (
    <Panel
      level={1}
      label="Funnel"
      title={whole ? funnelTitle(whole) : 'Funnel'}
      note={whole && <Note funnel={funnel.data} span={span.label} />}
      tools={whole && whole.entered > 0 && <TableTools table={table} shown={asTable} onShow={showTable} />}
    >
      <FunnelSteps steps={steps} choices={choices} />
      <Choices />
      {steps.length < 2 ? (
        <Empty title="A funnel needs two steps">Add what comes first, and what should follow.</Empty>
      ) : (
        <Loaded query={funnel} shapes={<Shapes rows={4} height={36} label="Loading the funnel" />}>
          {({ groups, left_out }) => {
            if (groups[0]?.entered === 0) return <NobodyEntered first={steps[0] ?? ''} />
            if (asTable) return <TableView table={table} />
            return (
              <>
                {groups.map((group) => (
                  <FunnelBars key={group.group} group={group} isOnly={groups.length === 1} />
                ))}
                {left_out > 0 && (
                  <p className={classes.foot}>
                    {plural(left_out, 'smaller group', 'smaller groups')} not shown.
                  </p>
                )}
              </>
            )
          }}
        </Loaded>
      )}
    </Panel>
  )
}

function Note({ funnel, span }: { funnel: Funnel | undefined; span: string }) {
  const whole = funnel?.groups[0]
  if (!funnel || !whole) return null
  return (
    <>
      {formatCount(whole.entered)} customers who entered, {span} · within {funnel.window_days} days · [ ] 95 %
      {whole.lately > 0 && <> · {formatCount(whole.lately)} still have time left</>}
    </>
  )
}

function Choices() {
  const { search, change } = useJourneysSearch()
  const window = search.window ?? '30'
  const by = search.by ?? ''
  return (
    <div className={classes.choices}>
      <Picker
        small
        label="Window"
        shown={`Within ${WINDOWS.find(([key]) => key === window)?.[1] ?? `${window} days`}`}
        options={WINDOWS.map(([key, label]) => ({ key, label }))}
        chosen={[window]}
        onPick={(key) => change({ window: key })}
      />
      <Picker
        small
        label="Order"
        shown={search.order === 'any' ? 'In any order' : 'In this order'}
        options={[
          { key: 'ordered', label: 'In this order' },
          { key: 'any', label: 'In any order' },
        ]}
        chosen={[search.order ?? 'ordered']}
        onPick={(key) => change({ order: key === 'any' ? key : undefined })}
      />
      <Picker
        small
        label="Groups"
        shown={BYS.find(([key]) => key === by)?.[1] ?? `By ${by}`}
        options={BYS.map(([key, label]) => ({ key: key || 'all', label }))}
        chosen={[by || 'all']}
        onPick={(key) => change({ by: key === 'all' ? undefined : key })}
      />
    </div>
  )
}

function NobodyEntered({ first }: { first: string }) {
  return (
    <Empty title="Nobody entered in this period and selection">
      Customers enter by the first step, “{first}”. Choose a longer period, or another first step.
    </Empty>
  )
}
