import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { ConfirmButton } from '~/design/confirm-button'
import { formatDay } from '~/design/dates'
import { ChoiceField } from '~/design/field'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed, Shapes } from '~/design/states'
import followed from '~/design/followed.module.css'
import { peopleQuery, tellEverybody, useImprovementChange, type Improvement } from './queries'
import { saveList } from './people-list'

const CHANNELS: [string, string][] = [
  ['email', 'E-mail'],
  ['sms', 'Text message'],
  ['phone', 'Phone'],
  ['app', 'In the app'],
]

/** Who was behind it, and who of them was told: everybody once. */
export function PeoplePanel({ improvement }: { improvement: Improvement }) {
  const people = useQuery(peopleQuery(improvement.number))
  const [channel, setChannel] = useState('email')
  const { mutate, error, isPending } = useImprovementChange()
  const left = people.data ? people.data.n - people.data.told : 0
  const tell = () =>
    mutate(async () => {
      const { rows } = await tellEverybody(improvement.number, channel)
      saveList(rows, `told-of-improvement-${improvement.number}.csv`)
    })
  return (
    <Panel
      title={people.data ? `${plural(people.data.n, 'person', 'people')} behind it` : 'People behind it'}
      note={people.data && `${people.data.meaning} ${formatCount(people.data.told)} told`}
    >
      <div className={followed.form}>
        {improvement.state === 'shipped' && left > 0 && (
          <div className={followed.row}>
            <ChoiceField label="Tell them by" value={channel} choices={CHANNELS} onChoose={setChannel} />
            <ConfirmButton
              sure={`Note ${formatCount(left)} as told and save the list`}
              waiting={isPending}
              onConfirm={tell}
            >
              Tell everybody who was not told
            </ConfirmButton>
          </div>
        )}
        <p className="note soft">
          Each person is told of an improvement once: who is on one list is on no other. Send the message with
          your own tool.
        </p>
        {error && <Failed trouble={troubleOf(error)} />}
      </div>
      <Loaded query={people} shapes={<Shapes rows={4} height={28} label="Loading the people" />}>
        {({ rows }) => (
          <table className={followed.table}>
            <tbody>
              {rows.map((one) => (
                <tr key={one.customer_id}>
                  <td>
                    <Link to="/customers/$customer_id" params={{ customer_id: one.customer_id }}>
                      {one.name ?? one.customer_id}
                    </Link>
                  </td>
                  <td>{plural(one.times, 'time', 'times')}</td>
                  <td className={followed.far}>last {formatDay(one.last_at)}</td>
                  <td>{one.told_at ? `told ${formatDay(one.told_at)} by ${one.channel}` : 'not told yet'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </Panel>
  )
}
