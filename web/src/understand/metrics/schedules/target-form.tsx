import { useState, type FormEvent } from 'react'
import { troubleOf } from '~/api/problem'
import { mainButtonClass, TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { setTarget, useTermsChange, type NewTarget } from './queries'
import classes from './schedules.module.css'

export const MEASURES: [NewTarget['measure'], string][] = [
  ['first_reply', 'First reply'],
  ['resolution', 'Full resolution'],
]
export const CLOCKS: [NewTarget['clock'], string][] = [
  ['business', 'in business time'],
  ['calendar', 'by the calendar'],
]
const UNITS: [string, string][] = [
  ['60', 'hours'],
  ['1', 'minutes'],
]

/** A promise for tickets opened from a day on. */
export function TargetForm({ onDone }: { onDone: () => void }) {
  const [told, setTold] = useState({
    measure: 'first_reply',
    clock: 'business',
    amount: '4',
    unit: '60',
    priority: '',
    valid_from: '',
  })
  const tell = (change: Partial<typeof told>) => setTold((now) => ({ ...now, ...change }))
  const change = useTermsChange()
  const minutes = Math.round(Number(told.amount) * Number(told.unit))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { measure, clock, priority, valid_from } = told
    const body = { measure, clock, priority, minutes, valid_from: valid_from || null } as NewTarget
    if (minutes > 0) change.mutate(() => setTarget(body), { onSuccess: onDone })
  }
  return (
    <Panel title="New promise" tools={<TextButton onClick={onDone}>Cancel</TextButton>}>
      <form className={classes.form} onSubmit={submit}>
        <div className={classes.row}>
          <ChoiceField
            label="What"
            value={told.measure}
            choices={MEASURES}
            onChoose={(measure) => tell({ measure })}
          />
          <TextField
            label="Within"
            type="number"
            min={0.25}
            step="any"
            value={told.amount}
            wrong={minutes > 0 ? undefined : 'Give a number above nought.'}
            onChange={(event) => tell({ amount: event.currentTarget.value })}
          />
          <ChoiceField label="Unit" value={told.unit} choices={UNITS} onChoose={(unit) => tell({ unit })} />
          <ChoiceField
            label="Counted"
            value={told.clock}
            choices={CLOCKS}
            onChoose={(clock) => tell({ clock })}
          />
          <TextField
            label="Priority"
            value={told.priority}
            maxLength={40}
            placeholder="urgent"
            hint="Empty: any"
            onChange={(event) => tell({ priority: event.currentTarget.value })}
          />
          <TextField
            label="For tickets opened from"
            type="date"
            value={told.valid_from}
            hint="Empty: all there ever were"
            onChange={(event) => tell({ valid_from: event.currentTarget.value })}
          />
        </div>
        {change.isError && <Failed trouble={troubleOf(change.error)} />}
        <div className={classes.actions}>
          <button type="submit" className={mainButtonClass} disabled={minutes <= 0 || change.isPending}>
            Promise it
          </button>
        </div>
      </form>
    </Panel>
  )
}
