import { useQuery } from '@tanstack/react-query'
import { ChoiceField, TextField } from '~/design/field'
import { segmentsQuery } from '~/record/segments/queries'
import { NumberField, Row } from '../editor/small-fields'
import type { NewPlan } from './share-queries'

interface Wishes {
  plan: Partial<NewPlan>
  change: (some: Partial<NewPlan>) => void
}

/** Whom a plan asks, and whom it leaves out. */
export function PlanWhom({ plan, isEvent, change }: Wishes & { isEvent: boolean }) {
  const segments = useQuery(segmentsQuery)
  const names = (segments.data?.rows ?? []).map(({ slug, name }): [string, string] => [slug, name])
  return (
    <Row>
      <ChoiceField
        label="Whom"
        value={plan.segment ?? ''}
        choices={[['', isEvent ? 'Everybody it happened to' : 'Choose a segment'], ...names]}
        onChoose={(segment) => change({ segment })}
      />
      <NumberField
        label="The same person again after days"
        min={isEvent ? 0 : 1}
        max={3650}
        value={plan.gap_days}
        onNumber={(gap_days) => change({ gap_days })}
      />
      <NumberField
        label="Share to ask, in %"
        min={1}
        max={100}
        value={plan.share ?? 100}
        onNumber={(share) => change({ share })}
      />
      <NumberField
        label="Never asked, in % of people"
        min={0}
        max={90}
        value={plan.holdout ?? 0}
        onNumber={(holdout) => change({ holdout })}
      />
    </Row>
  )
}

/** How a plan asks, and how often it reminds. */
export function PlanHow({ plan, canRemind, change }: Wishes & { canRemind: boolean }) {
  return (
    <Row>
      <ChoiceField
        label="By"
        value={plan.channel ?? 'email'}
        choices={[
          ['email', 'E-mail'],
          ['sms', 'Text message'],
        ]}
        onChoose={(channel) => change({ channel: channel as NewPlan['channel'] })}
      />
      {canRemind && (
        <NumberField
          label="Reminders"
          min={0}
          max={5}
          value={plan.remind_days ? (plan.reminders ?? 1) : 0}
          onNumber={(reminders) => change({ reminders, remind_days: reminders ? plan.remind_days || 5 : 0 })}
        />
      )}
      {!!plan.remind_days && (
        <NumberField
          label="Days before each"
          min={1}
          max={30}
          value={plan.remind_days}
          onNumber={(remind_days) => change({ remind_days })}
        />
      )}
      <TextField
        label="About which touchpoint"
        placeholder="as in the log: Delivery"
        value={plan.touchpoint ?? ''}
        onChange={(event) => change({ touchpoint: event.currentTarget.value })}
      />
    </Row>
  )
}
