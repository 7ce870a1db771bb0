import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TableTools, TableView, type Table } from '~/design/charts/table-view'
import { formatCount, formatNumber, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { BYS, ChoicePicker } from './choice-picker'
import { askedSessions, sessionsQuery, type Sessions } from './goal-queries'
import classes from './journeys.module.css'
import { useJourneysSearch } from './journeys-search'
import { SessionsTable } from './sessions-table'

const GAPS = [
  ['15', '15 minutes'],
  ['30', '30 minutes'],
  ['60', '1 hour'],
  ['1440', '1 day'],
] as const

/** What customers do without a longer break: how many sessions, how long, how much in them, where they begin and end. */
export function SessionsView() {
  const { search, change } = useJourneysSearch()
  const { query, span } = useScope()
  const asked = askedSessions(search)
  const sessions = useQuery(sessionsQuery(query, asked))
  const [asTable, showTable] = useState(false)
  const whole = sessions.data?.groups[0]
  const filled = whole !== undefined && whole.sessions > 0
  return (
    <Panel
      level={1}
      label="Sessions"
      title={sessions.data && filled ? sessionsTitle(sessions.data) : 'Sessions'}
      note={
        filled &&
        `What customers did of their own accord, ${span.label} · [ ] 95 %, customers being what was sampled`
      }
      tools={
        sessions.data &&
        filled && <TableTools table={sessionRows(sessions.data)} shown={asTable} onShow={showTable} />
      }
    >
      <div className={classes.choices}>
        <ChoicePicker
          label="A session ends"
          prefix="A session ends after "
          choices={GAPS}
          chosen={search.gap ?? '30'}
          onPick={(gap) => change({ gap })}
        />
        <ChoicePicker
          label="Groups"
          choices={BYS}
          chosen={asked.by ?? ''}
          onPick={(by) => change({ by: by || undefined })}
        />
      </div>
      <Loaded query={sessions} shapes={<Shapes rows={6} height={28} label="Loading sessions" />}>
        {(found) => {
          if (!filled) return <Empty title="No session in this period and selection" />
          return asTable ? <TableView table={sessionRows(found)} /> : <SessionsTable found={found} />
        }}
      </Loaded>
    </Panel>
  )
}

export function sessionsTitle({ groups }: Sessions): string {
  const whole = groups[0]
  if (!whole) return 'Sessions'
  const each = formatNumber(whole.interactions.value ?? 0, { digits: 1 })
  return `${plural(whole.sessions, 'session', 'sessions')} of ${formatCount(whole.customers)} customers, ${each} interactions each`
}

function sessionRows({ groups }: Sessions): Table {
  return {
    caption: 'Sessions by group',
    columns: ['group', 'sessions', 'customers', 'per customer', 'interactions', 'minutes', 'single %'],
    rows: groups.map((one) => [
      one.group,
      one.sessions,
      one.customers,
      one.per_customer,
      one.interactions.value,
      one.minutes.value,
      one.single.value,
    ]),
  }
}
