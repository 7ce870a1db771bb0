import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import { Failed, type Trouble } from '~/design/states'
import { acknowledge, resolve, type Alert, type Reason, type Watch } from './queries'
import classes from './watch.module.css'
import { REASONS } from './wording'

/** Somebody is at it, or it is over and why. */
export function Answer({ watch, alert }: { watch: Watch; alert: Alert }) {
  const [asked, ask] = useState(false)
  const [reason, setReason] = useState('fixed')
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState<Trouble>()
  const client = useQueryClient()
  const attempt = async (work: () => Promise<unknown>) => {
    setTrouble(undefined)
    try {
      await work()
      await client.invalidateQueries({ queryKey: ['watches'] })
    } catch (error) {
      setTrouble(troubleOf(error))
    }
  }
  return (
    <div className={classes.answer}>
      {trouble && <Failed trouble={trouble} />}
      {alert.state === 'open' && (
        <TextButton small onClick={() => void attempt(() => acknowledge(watch.slug, alert.number))}>
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
            onClick={() => void attempt(() => resolve(watch.slug, alert.number, reason as Reason, text))}
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
