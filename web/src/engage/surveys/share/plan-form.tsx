import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { mainButtonClass, TextButton } from '~/design/button'
import { TextField } from '~/design/field'
import { Failed } from '~/design/states'
import { Tick } from '../editor/small-fields'
import type { KeptSurvey } from '../queries'
import { PlanHow, PlanWhom } from './plan-people'
import { PlanWhen, zoneHere } from './plan-when'
import { asked, makePlan, type NewPlan } from './share-queries'
import classes from './share.module.css'
import { SmsWording } from './sms-wording'

/** A plan in the making. */
export function PlanForm({ kept, onDone }: { kept: KeptSurvey; onDone: () => void }) {
  const [when, setWhen] = useState('Order Delivered')
  const [plan, setPlan] = useState<Partial<NewPlan>>({
    after_hours: 72,
    gap_days: 90,
    hour: 10,
    channel: 'email',
  })
  const save = useChange(asked(kept.id), (body: NewPlan) => makePlan(kept.id, body))
  const change = (some: Partial<NewPlan>) => setPlan({ ...plan, ...some })
  const isEvent = !['once', 'weekly', 'monthly', 'recurring'].includes(when)
  const rhythm = isEvent || when === 'recurring' ? '' : (when as NewPlan['rhythm'])
  const body: NewPlan = {
    ...plan,
    trigger: isEvent ? 'event' : rhythm ? 'calendar' : 'recurring',
    event: isEvent ? (when === 'event' ? (plan.event ?? '') : when) : '',
    rhythm,
    zone: zoneHere(),
    address: window.location.origin,
  } as NewPlan
  return (
    <form
      className={classes.form}
      aria-label="A new plan"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(body, { onSuccess: onDone })
      }}
    >
      <PlanWhen plan={plan} when={when} onWhen={setWhen} change={change} />
      <PlanWhom plan={plan} isEvent={isEvent} change={change} />
      <PlanHow plan={plan} canRemind={!kept.is_anonymous} change={change} />
      {plan.channel === 'sms' ? (
        <SmsWording
          title={kept.name}
          value={plan.wording ?? ''}
          onChange={(wording) => change({ wording })}
        />
      ) : (
        <TextField
          label="Subject of the mail"
          placeholder={`${kept.name} – may we ask you?`}
          value={plan.subject ?? ''}
          onChange={(event) => change({ subject: event.currentTarget.value })}
        />
      )}
      <Tick
        label="Spare those with an open case"
        isOn={!!plan.spares_cases}
        onTurn={(spares_cases) => change({ spares_cases })}
      />
      {save.isError && <Failed trouble={troubleOf(save.error)} />}
      <p className={classes.buttons}>
        <button type="submit" className={mainButtonClass} disabled={save.isPending}>
          Ask from now on
        </button>
        <TextButton onClick={onDone}>Cancel</TextButton>
      </p>
    </form>
  )
}
