import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { formatDay, formatMoment } from '~/design/dates'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { toldMinutes } from './hours-words'
import { promised, setTarget, targetsQuery, useTermsChange, type NewTarget, type Target } from './queries'
import classes from './schedules.module.css'
import { CLOCKS, MEASURES, TargetForm } from './target-form'

/** What is promised of tickets, and since when. */
export function TargetsPanel() {
  const targets = useQuery(targetsQuery)
  const [making, make] = useState(false)
  return (
    <>
      {making && <TargetForm onDone={() => make(false)} />}
      <Panel
        title="Promises"
        note="What the metrics “First reply in time” and “Resolution in time” hold tickets against"
        tools={!making && <TextButton onClick={() => make(true)}>New promise</TextButton>}
      >
        <Loaded query={targets} shapes={<Shapes rows={3} height={32} label="Loading promises" />}>
          {({ rows }) =>
            promised(rows).length === 0 ? (
              <Empty title="Nothing is promised yet">
                Promise a first reply or a resolution within so many minutes, for all tickets or those of one
                priority, and see how many are kept.
              </Empty>
            ) : (
              <TargetTable rows={promised(rows)} />
            )
          }
        </Loaded>
      </Panel>
    </>
  )
}

function TargetTable({ rows }: { rows: Target[] }) {
  const change = useTermsChange()
  const takeBack = ({ measure, priority, clock, valid_from }: Target) =>
    change.mutate(() => setTarget({ measure, priority, clock, valid_from, minutes: null } as NewTarget))
  return (
    <>
      {change.isError && <Failed trouble={troubleOf(change.error)} />}
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Promise</th>
            <th scope="col">Tickets</th>
            <th scope="col">Noted</th>
            <th scope="col">
              <span className="spoken">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={`${one.measure} ${one.priority} ${one.valid_from}`}>
              <td>
                <b>{nameOf(MEASURES, one.measure)}</b>{' '}
                {one.minutes === null
                  ? 'no longer promised'
                  : `within ${toldMinutes(one.minutes)} ${nameOf(CLOCKS, one.clock)}`}
              </td>
              <td>
                {one.priority ? `of priority ${one.priority}` : 'of any priority'}
                {one.valid_from && `, opened from ${formatDay(one.valid_from)}`}
              </td>
              <td className="soft">
                {formatMoment(one.noted_at)} by {one.noted_by || 'the command line'}
              </td>
              <td className={classes.actions}>
                {one.minutes !== null && (
                  <ConfirmButton
                    sure="Take it back"
                    waiting={change.isPending}
                    onConfirm={() => takeBack(one)}
                  >
                    Take back
                  </ConfirmButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const nameOf = (names: [string, string][], key: string) => names.find(([one]) => one === key)?.[1] ?? key
