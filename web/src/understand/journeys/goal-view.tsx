import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TableTools, TableView, type Table } from '~/design/charts/table-view'
import { formatCount, formatInterval, formatNumber } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { BYS, ChoicePicker, StepPicker } from './choice-picker'
import { withInterval } from './funnel-bars'
import { formatDays } from './funnel-words'
import { GoalTable } from './goal-table'
import { askedGoal, goalQuery, type Goal } from './goal-queries'
import classes from './journeys.module.css'
import { useJourneysSearch } from './journeys-search'
import { stepName, type StepChoices } from './step-options'

/** How many who start somewhere come to a goal, how soon, and how much they must do for it. */
export function GoalView({ choices }: { choices: StepChoices }) {
  const { search, change } = useJourneysSearch()
  const { query, span } = useScope()
  const asked = askedGoal(search)
  const goal = useQuery(goalQuery(query, asked))
  const [asTable, showTable] = useState(false)
  const whole = goal.data?.groups[0]
  const filled = whole !== undefined && whole.started > 0
  return (
    <Panel
      level={1}
      label="Goals"
      title={goal.data && filled ? goalTitle(goal.data) : 'Goals'}
      note={filled && `${formatCount(whole.started)} customers who started, ${span.label} · [ ] 95 %`}
      tools={
        goal.data && filled && <TableTools table={goalRows(goal.data)} shown={asTable} onShow={showTable} />
      }
    >
      <div className={classes.choices}>
        <StepPicker
          label="Start"
          prefix="From"
          step={asked.start}
          choices={choices}
          onPick={(start) => change({ start })}
        />
        <StepPicker
          label="Goal"
          prefix="to"
          step={asked.goal}
          choices={choices}
          onPick={(one) => change({ goal: one })}
        />
        <ChoicePicker
          label="Groups"
          choices={BYS}
          chosen={asked.by ?? ''}
          onPick={(by) => change({ by: by || undefined })}
        />
      </div>
      <Loaded query={goal} shapes={<Shapes rows={6} height={28} label="Loading the goal" />}>
        {(found) => {
          if (!filled) return <Empty title="Nobody started in this period and selection" />
          return asTable ? <TableView table={goalRows(found)} /> : <GoalTable goal={found} />
        }}
      </Loaded>
    </Panel>
  )
}

export function goalTitle({ goal, groups }: Goal): string {
  const whole = groups[0]
  if (!whole || whole.reached.value === null) return 'Goals'
  const came = `${withInterval(whole.reached)} come to ${stepName(goal)}`
  return whole.days.value === null ? came : `${came}, half of them within ${formatDays(whole.days.value)}`
}

function goalRows({ groups }: Goal): Table {
  return {
    caption: 'The way to the goal by group',
    columns: ['group', 'started', 'reached %', 'low', 'high', 'median days', 'steps', 'switches', 'repeats'],
    rows: groups.map((one) => [
      one.group,
      one.started,
      one.reached.value,
      one.reached.low,
      one.reached.high,
      one.days.value,
      one.steps.value,
      one.channel_switches.value,
      one.repeats.value,
    ]),
  }
}

/** A mean of what cannot be negative, with its interval. */
export const mean = ({
  value,
  low,
  high,
}: {
  value: number | null
  low: number | null
  high: number | null
}) => {
  if (value === null) return ''
  const told = formatNumber(value, { digits: 1 })
  return low === null || high === null
    ? told
    : `${told} ${formatInterval(Math.max(0, low), high, { digits: 1 })}`
}
