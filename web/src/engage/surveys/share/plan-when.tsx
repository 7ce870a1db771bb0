import { ChoiceField, TextField } from '~/design/field'
import { NumberField, Row } from '../editor/small-fields'
import type { NewPlan } from './share-queries'
import { DAYS } from './wording'

const WHEN: [string, string][] = [
  ['Order Delivered', 'After a delivery'],
  ['Ticket Solved', 'After a conversation was solved'],
  ['event', 'After another event'],
  ['once', 'Once, on a day'],
  ['weekly', 'Each week'],
  ['monthly', 'Each month'],
  ['recurring', 'Each customer every so often'],
]
export const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** What sets a plan off. */
export function PlanWhen({
  plan,
  when,
  onWhen,
  change,
}: {
  plan: Partial<NewPlan>
  when: string
  onWhen: (when: string) => void
  change: (some: Partial<NewPlan>) => void
}) {
  const isRhythm = ['once', 'weekly', 'monthly'].includes(when)
  const isEvent = !isRhythm && when !== 'recurring'
  return (
    <Row>
      <ChoiceField label="Ask" value={when} choices={WHEN} onChoose={onWhen} />
      {when === 'event' && (
        <TextField
          label="Which event"
          placeholder="as in the log: Order Returned"
          value={plan.event ?? ''}
          onChange={(event) => change({ event: event.currentTarget.value })}
        />
      )}
      {isEvent && (
        <NumberField
          label="Hours after it"
          min={0}
          max={8760}
          value={plan.after_hours}
          onNumber={(after_hours) => change({ after_hours })}
        />
      )}
      {when === 'once' && (
        <TextField
          label="On"
          type="date"
          required
          value={plan.on_date ?? ''}
          onChange={(event) => change({ on_date: event.currentTarget.value || null })}
        />
      )}
      {when === 'weekly' && (
        <ChoiceField
          label="On"
          value={String(plan.weekday ?? 0)}
          choices={DAYS.map((name, day): [string, string] => [String(day), name])}
          onChoose={(day) => change({ weekday: Number(day) })}
        />
      )}
      {when === 'monthly' && (
        <NumberField
          label="On day"
          min={1}
          max={31}
          value={plan.month_day ?? 1}
          onNumber={(month_day) => change({ month_day })}
        />
      )}
      {isRhythm && (
        <NumberField
          label={`At hour (${zoneHere()})`}
          min={0}
          max={23}
          value={plan.hour}
          onNumber={(hour) => change({ hour })}
        />
      )}
    </Row>
  )
}
