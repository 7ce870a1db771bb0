import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TableTools, TableView, type Table } from '~/design/charts/table-view'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { ChoicePicker, StepPicker } from './choice-picker'
import { CreditsTable } from './credits-table'
import { askedCredits, creditsQuery, type Credits } from './goal-queries'
import classes from './journeys.module.css'
import { useJourneysSearch } from './journeys-search'
import type { StepChoices } from './step-options'

const OVERS = [
  ['channel', 'channels'],
  ['touchpoint', 'touchpoints'],
  ['stage', 'stages'],
  ['kind', 'kinds of interaction'],
] as const
const LOOKBACKS = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '1 year'],
] as const

/** Which touches conversions are credited to, by four models side by side. */
export function CreditsView({ choices }: { choices: StepChoices }) {
  const { search, change } = useJourneysSearch()
  const { query, span } = useScope()
  const asked = askedCredits(search)
  const credits = useQuery(creditsQuery(query, asked))
  const [asTable, showTable] = useState(false)
  const found = credits.data
  const filled = found !== undefined && found.nodes.length > 0
  return (
    <Panel
      level={1}
      label="Attribution"
      title={filled ? creditsTitle(found) : 'Attribution'}
      note={
        filled &&
        `${plural(found.conversions, 'conversion', 'conversions')} of ${formatCount(found.customers)} customers, ${span.label} · touches within ${found.lookback_days} days before · ${formatCount(found.without_touch)} without one`
      }
      tools={filled && <TableTools table={creditRows(found)} shown={asTable} onShow={showTable} />}
    >
      <div className={classes.choices}>
        <StepPicker
          label="Conversion"
          prefix="Conversion:"
          step={asked.goal}
          choices={choices}
          onPick={(goal) => change({ goal })}
        />
        <ChoicePicker
          label="Credited are"
          prefix="Credited are "
          choices={OVERS}
          chosen={asked.over}
          onPick={(credited) => change({ credited })}
        />
        <ChoicePicker
          label="Touches"
          prefix="Touches within "
          choices={LOOKBACKS}
          chosen={search.lookback ?? '30'}
          onPick={(lookback) => change({ lookback })}
        />
      </div>
      <Loaded query={credits} shapes={<Shapes rows={6} height={28} label="Loading attribution" />}>
        {(told) => {
          if (told.nodes.length === 0)
            return (
              <Empty title="No conversion with a touch in this period and selection">
                Choose a longer period, another conversion, or a longer time before it.
              </Empty>
            )
          return asTable ? <TableView table={creditRows(told)} /> : <CreditsTable credits={told} />
        }}
      </Loaded>
    </Panel>
  )
}

/** The node whose credit hangs most on the model that is chosen. */
export function creditsTitle({ nodes }: Credits): string {
  const wide = nodes.map((one) => {
    const told = [one.first, one.last, one.linear, one.markov]
    return { node: one.node, low: Math.min(...told), high: Math.max(...told) }
  })
  const most = wide.toSorted((one, other) => other.high - other.low - (one.high - one.low))[0]
  const best = nodes[0]
  if (!best || !most) return 'Attribution'
  const range = `${formatCount(most.low)} to ${formatCount(most.high)} conversions, as the model has it`
  if (most.node === best.node) return `${best.node} is credited with most: ${range}`
  return `${best.node} is credited with most; ${most.node} with ${range}`
}

function creditRows({ nodes }: Credits): Table {
  return {
    caption: 'Credited conversions by model',
    columns: ['credited', 'first', 'last', 'linear', 'markov', 'touched'],
    rows: nodes.map((one) => [one.node, one.first, one.last, one.linear, one.markov, one.touched]),
  }
}
