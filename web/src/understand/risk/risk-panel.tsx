import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { useChange } from '~/api/use-change'
import { TextButton } from '~/design/button'
import { TableTools, TableView } from '~/design/charts/table-view'
import { formatDay } from '~/design/dates'
import { Panel } from '~/design/panel'
import { Picker } from '~/design/picker'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { makeScores, NAMES, riskQuery, type Risk, type RiskName } from './queries'
import { RiskCharts } from './risk-charts'
import classes from './risk.module.css'
import { useRisk } from './use-risk'
import { labelOf, riskTitle, stateOf, testsTable } from './wording'

/** Who is likely to leave, and whether that could be relied on at past moments. */
export function RiskPanel() {
  const { which, change } = useRisk()
  const risk = useQuery(riskQuery(which))
  const [asTable, showTable] = useState(false)
  const found = risk.data?.risk ?? null
  const table = found && testsTable(found.tests)
  const name = which?.name ?? found?.name ?? 'orders'
  return (
    <Panel
      label="Risk"
      title={found ? riskTitle(found) : 'Who is likely to leave'}
      note={found && <Note risk={found} />}
      tools={
        <>
          <Picker
            small
            label="Leaving means"
            shown={labelOf(name)}
            options={NAMES.map((key) => ({ key, label: labelOf(key) }))}
            chosen={[name]}
            onPick={(key) => change(key as RiskName)}
          />
          <Make name={name} />
          {table && <TableTools table={table} shown={asTable} onShow={showTable} />}
        </>
      }
    >
      <Loaded query={risk} shapes={<Shapes rows={5} height={36} label="Loading risk" />}>
        {(answered) =>
          answered.risk === null ? (
            <NotMade />
          ) : asTable && table ? (
            <TableView table={table} />
          ) : (
            <Told risk={answered.risk} />
          )
        }
      </Loaded>
    </Panel>
  )
}

const Note = ({ risk }: { risk: Risk }) => (
  <>
    As of {formatDay(risk.as_of)}: {risk.outcome} · model {risk.version}, learnt from{' '}
    {risk.rows.toLocaleString()} customer periods ·{' '}
    <Tag tone={risk.verdict.state === 'predicts' ? 'plain' : 'warning'}>{stateOf(risk.verdict)}</Tag>
  </>
)

function Told({ risk }: { risk: Risk }) {
  return (
    <>
      <ul className={classes.verdict}>
        {[...risk.verdict.sentences, ...risk.notes].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <RiskCharts risk={risk} />
    </>
  )
}

function NotMade() {
  return (
    <Empty title="Nobody has a score of this kind yet">
      The worker scores customers each night once 50 have left and 50 have stayed in periods that are over; it
      starts at once when asked.
    </Empty>
  )
}

function Make({ name }: { name: RiskName }) {
  const made = useChange(['risk'], makeScores)
  return (
    <TextButton small disabled={made.isPending || made.isSuccess} onClick={() => made.mutate(name)}>
      {made.isSuccess ? 'Asked for' : made.isError ? 'Could not be asked for' : 'Score anew'}
    </TextButton>
  )
}
