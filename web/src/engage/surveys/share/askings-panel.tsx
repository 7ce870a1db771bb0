import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { ChoiceField } from '~/design/field'
import { formatCount } from '~/design/numbers'
import { Panel, PanelFoot } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import table from '~/design/table.module.css'
import { Tag } from '~/design/tag'
import type { KeptSurvey } from '../queries'
import { askingsQuery, type Asking, type AskingCount, type AskingState } from './share-queries'
import classes from './share.module.css'
import { CHANNEL_NAMES, STATE_NAMES, totalsOf } from './wording'

const STATES: [AskingState, string][] = [
  ['', 'Everybody'],
  ['sent', 'Asked'],
  ['waiting', 'Waiting'],
  ['withheld', 'Not asked'],
  ['failed', 'Failed'],
]

/** Who was asked, who was not, and why. */
export function AskingsPanel({ kept }: { kept: KeptSurvey }) {
  const [state, setState] = useState<AskingState>('')
  const [before, setBefore] = useState<number>()
  const askings = useQuery(askingsQuery(kept.id, state, before))
  const totals = totalsOf(askings.data?.counts ?? [])
  return (
    <Panel
      title="Who was asked, and who was not"
      note={`${formatCount(totals.sent)} asked, ${formatCount(totals.waiting)} wait, ${formatCount(
        totals.withheld + totals.failed,
      )} not. Links that you took along yourself are not in it`}
    >
      <Loaded query={askings} shapes={<Shapes rows={4} height={24} label="Loading who was asked" />}>
        {({ rows, counts, next_before }) =>
          counts.length === 0 ? (
            <Empty title="Nobody was asked by Regard yet" />
          ) : (
            <>
              <Reasons counts={counts} />
              <div className={classes.filter}>
                <ChoiceField
                  label="Show"
                  value={state}
                  choices={STATES}
                  onChoose={(key) => {
                    setState(key as AskingState)
                    setBefore(undefined)
                  }}
                />
              </div>
              <Rows rows={rows} />
              {(next_before !== null || before !== undefined) && (
                <PanelFoot>
                  {before !== undefined && (
                    <TextButton small onClick={() => setBefore(undefined)}>
                      The newest
                    </TextButton>
                  )}
                  {next_before !== null && (
                    <TextButton small onClick={() => setBefore(next_before)}>
                      Older ones
                    </TextButton>
                  )}
                </PanelFoot>
              )}
            </>
          )
        }
      </Loaded>
    </Panel>
  )
}

const Reasons = ({ counts }: { counts: AskingCount[] }) => (
  <div className={classes.scroll}>
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">By</th>
          <th scope="col">Became</th>
          <th scope="col">Because</th>
          <th scope="col" className={classes.count}>
            People
          </th>
        </tr>
      </thead>
      <tbody className={classes.cells}>
        {counts.map((one) => (
          <tr key={`${one.channel} ${one.state} ${one.reason}`}>
            <td>{CHANNEL_NAMES[one.channel]}</td>
            <td>{STATE_NAMES[one.state]}</td>
            <td>{one.sentence}</td>
            <td className={classes.count}>{formatCount(one.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

const Rows = ({ rows }: { rows: Asking[] }) => (
  <ul className={classes.rows} aria-label="People">
    {rows.map((one) => (
      <li key={one.id}>
        <div className={classes.what}>
          <p>
            {one.endpoint.slice(one.endpoint.indexOf(':') + 1) || one.customer_id}{' '}
            <Tag tone={one.state === 'sent' ? 'accent' : one.state === 'failed' ? 'negative' : 'plain'}>
              {one.is_answered ? 'Answered' : STATE_NAMES[one.state]}
            </Tag>
          </p>
          <p className="note soft">
            {one.sentence}
            {one.due_at && one.state === 'waiting' && ` Asked from ${time(one.due_at)} on.`}
            {one.reminded > 0 && ` Reminded ${one.reminded === 1 ? 'once' : `${one.reminded} times`}.`}
            {one.delivery && ` The gateway says: ${one.delivery}.`}
          </p>
        </div>
        <p className={classes.figures}>{time(one.asked_at)}</p>
      </li>
    ))}
  </ul>
)

const time = (at: string) => new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
