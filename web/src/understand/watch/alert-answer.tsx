import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import { Failed } from '~/design/states'
import { acknowledge, resolve, useWatchChange, type Alert, type Reason, type Watch } from './queries'
import classes from './watch.module.css'
import { REASONS } from './wording'

/** Somebody is at it, or it is over and why. */
export function Answer({ watch, alert }: { watch: Watch; alert: Alert }) {
  const [asked, ask] = useState(false)
  const [reason, setReason] = useState('fixed')
  const [text, setText] = useState('')
  const { mutate, error } = useWatchChange()
  return (
    <div className={classes.answer}>
      {error && <Failed trouble={troubleOf(error)} />}
      {alert.state === 'open' && (
        <TextButton small onClick={() => mutate(() => acknowledge(watch.slug, alert.number))}>
          I am at it
        </TextButton>
      )}
      {asked ? (
        <>
          <ChoiceField label="Why it is over" value={reason} choices={REASONS} onChoose={setReason} />
          <TextField
            label="Note"
            value={text}
            maxLength={4000}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <TextButton
            small
            onClick={() => mutate(() => resolve(watch.slug, alert.number, reason as Reason, text))}
          >
            Resolve alert {alert.number}
          </TextButton>
          <TextButton small onClick={() => ask(false)}>
            Not yet
          </TextButton>
        </>
      ) : (
        <TextButton small onClick={() => ask(true)}>
          Resolve
        </TextButton>
      )}
    </div>
  )
}
