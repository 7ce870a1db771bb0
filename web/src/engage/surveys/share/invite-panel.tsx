import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { mainButtonClass, TextButton } from '~/design/button'
import { toCsv } from '~/design/charts/csv'
import { CopyButton } from '~/design/copy-block'
import { AreaField, ChoiceField, TextField } from '~/design/field'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { NumberField, Row } from '../editor/small-fields'
import { invitePeople, type KeptSurvey, type People, type Person } from '../queries'
import { CHANNELS, KINDS, peopleIn } from './people'
import classes from './share.module.css'

/** A link for each person, good for one answer. */
export function InvitePanel({ kept }: { kept: KeptSurvey }) {
  const [kind, setKind] = useState<Person['kind']>('email')
  const [channel, setChannel] = useState<NonNullable<People['channel']>>('email')
  const [touchpoint, setTouchpoint] = useState('')
  const [days, setDays] = useState<number | undefined>(30)
  const [text, setText] = useState('')
  const invite = useChange(['surveys'], (people: People) => invitePeople(kept.id, people))
  const people = peopleIn(text)
  const links = invite.data?.rows.map(({ endpoint, path }) => [
    endpoint.slice(endpoint.indexOf(':') + 1),
    `${window.location.origin}${path}`,
  ])
  return (
    <Panel
      title="Invitations"
      note={
        kept.invited > 0
          ? `${plural(kept.invited, 'person was', 'people were')} asked so far`
          : 'A link for each person, good for one answer'
      }
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate({
            people: people.map((value) => ({ kind, value })),
            channel,
            days: days ?? 30,
            touchpoint: touchpoint.trim() || undefined,
          })
        }}
      >
        <AreaField
          label="Whom to ask"
          hint={people.length > 0 ? plural(people.length, 'person', 'people') : 'One a line, or with commas'}
          rows={4}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Row>
          <ChoiceField
            label="These are"
            value={kind}
            choices={KINDS}
            onChoose={(key) => setKind(key as typeof kind)}
          />
          <ChoiceField
            label="Asked by"
            value={channel}
            choices={CHANNELS}
            onChoose={(key) => setChannel(key as typeof channel)}
          />
          <TextField
            label="About which touchpoint"
            placeholder="as in the log: Delivery"
            value={touchpoint}
            onChange={(event) => setTouchpoint(event.currentTarget.value)}
          />
          <NumberField label="Good for days" min={1} max={365} value={days} onNumber={setDays} />
        </Row>
        {invite.isError && <Failed trouble={troubleOf(invite.error)} />}
        <p className={classes.buttons}>
          <button
            type="submit"
            className={mainButtonClass}
            disabled={people.length === 0 || invite.isPending}
          >
            Make {people.length > 0 ? plural(people.length, 'link', 'links') : 'links'}
          </button>
          <span className="note faint">
            Each is recorded as a survey sent. Take them along now: they are shown once.
          </span>
        </p>
      </form>
      {links && (
        <div className={classes.links}>
          <p className={classes.buttons}>
            <CopyButton text={toCsv(['who', 'link'], links)} name="Copy all as CSV" />
            <TextButton
              small
              onClick={() => {
                invite.reset()
                setText('')
              }}
            >
              Done
            </TextButton>
          </p>
          <ul>
            {links.map(([who, link]) => (
              <li key={link}>
                {who} <code>{link}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  )
}
