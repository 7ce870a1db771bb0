import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { mainButtonClass, TextButton } from '~/design/button'
import { AreaField, ChoiceField, TextField } from '~/design/field'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { Row, Tick } from '../editor/small-fields'
import type { KeptSurvey } from '../queries'
import { peopleIn } from './people'
import { asked, askNow, sendTrial } from './share-queries'
import classes from './share.module.css'

type Channel = 'email' | 'sms'
const address = () => window.location.origin

/** Ask people now, by mail or text message; or oneself first. */
export function AskPanel({ kept }: { kept: KeptSurvey }) {
  const [channel, setChannel] = useState<Channel>('email')
  const [text, setText] = useState('')
  const [occasion, setOccasion] = useState(() => new Date().toISOString().slice(0, 10))
  const [touchpoint, setTouchpoint] = useState('')
  const [spares, setSpares] = useState(false)
  const to = peopleIn(text)
  const ask = useChange(asked(kept.id), () =>
    askNow(kept.id, {
      to,
      channel,
      occasion: occasion.trim(),
      address: address(),
      touchpoint: touchpoint.trim(),
      spares_cases: spares,
    }),
  )
  const trial = useChange(asked(kept.id), (self: string) =>
    sendTrial(kept.id, { to: self, channel, address: address(), subject: '', wording: '' }),
  )
  const failed = [ask, trial].find(({ isError }) => isError)
  return (
    <Panel
      title="Ask now"
      note="Sent by Regard, unless something stands against it"
      tools={
        <TextButton
          small
          disabled={trial.isPending || (channel === 'sms' && to.length !== 1)}
          title={channel === 'sms' ? 'Write your own number below first' : undefined}
          onClick={() => trial.mutate(channel === 'sms' ? to[0]! : '')}
        >
          Test to myself
        </TextButton>
      }
    >
      <form
        className={classes.form}
        aria-label="Ask now"
        onSubmit={(event) => {
          event.preventDefault()
          ask.mutate()
        }}
      >
        <AreaField
          label="Whom"
          hint={to.length > 0 ? plural(to.length, 'person', 'people') : 'One a line, or with commas'}
          rows={3}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Row>
          <ChoiceField
            label="By"
            value={channel}
            choices={[
              ['email', 'E-mail'],
              ['sms', 'Text message'],
            ]}
            onChoose={(key) => setChannel(key as Channel)}
          />
          <TextField
            label="Occasion"
            hint="Nobody is asked twice about one"
            maxLength={80}
            value={occasion}
            onChange={(event) => setOccasion(event.currentTarget.value)}
          />
          <TextField
            label="About which touchpoint"
            placeholder="as in the log: Delivery"
            value={touchpoint}
            onChange={(event) => setTouchpoint(event.currentTarget.value)}
          />
        </Row>
        <Tick label="Spare those with an open case" isOn={spares} onTurn={setSpares} />
        {failed && <Failed trouble={troubleOf(failed.error)} />}
        <p className={classes.buttons}>
          <button
            type="submit"
            className={mainButtonClass}
            disabled={to.length === 0 || !occasion.trim() || ask.isPending}
          >
            Ask {to.length > 0 ? plural(to.length, 'person', 'people') : ''}
          </button>
          <span className="note soft" role="status">
            {ask.data && saidOf(ask.data.sent, ask.data.withheld)}
            {trial.data && !ask.data && `Sent to ${trial.data.to}. What you answer there is kept nowhere.`}
          </span>
        </p>
      </form>
    </Panel>
  )
}

function saidOf(sent: number, withheld: Record<string, number>): string {
  const not = Object.values(withheld).reduce((sum, one) => sum + one, 0)
  return `${plural(sent, 'was', 'were')} asked${not ? `, ${not} not: below is why` : ''}.`
}
