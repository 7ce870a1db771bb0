/** Plans, widgets and askings in words. */
import { plural } from '~/design/numbers'
import type { Asking, AskingCount, Plan, Widget } from './share-queries'

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
export const CHANNEL_NAMES: Record<string, string> = {
  email: 'E-mail',
  sms: 'Text message',
  web: 'On the site',
  '': 'No address',
}
export const STATE_NAMES: Record<Asking['state'], string> = {
  waiting: 'Waiting',
  sent: 'Asked',
  withheld: 'Not asked',
  failed: 'Failed',
}

const hours = (count: number) =>
  count === 0
    ? 'at once'
    : count % 24 === 0
      ? plural(count / 24, 'day', 'days')
      : plural(count, 'hour', 'hours')

export function whenOf(plan: Plan): string {
  if (plan.trigger === 'event') {
    return plan.after_hours === 0 ? `At ${plan.event}` : `${hours(plan.after_hours)} after ${plan.event}`
  }
  const hour = `${String(plan.hour).padStart(2, '0')}:00 ${plan.zone}`
  if (plan.rhythm === 'once') return `Once, on ${plan.on_date} at ${hour}`
  if (plan.rhythm === 'weekly') return `Each ${DAYS[plan.weekday]} at ${hour}`
  if (plan.rhythm === 'monthly') return `Each month on day ${plan.month_day} at ${hour}`
  return `Each customer every ${plural(plan.gap_days, 'day', 'days')}`
}

/** What else a plan minds, shortest first. */
export const mindedBy = (plan: Plan): string =>
  [
    CHANNEL_NAMES[plan.channel],
    plan.segment && `segment ${plan.segment}`,
    plan.share < 100 && `${plan.share} % drawn`,
    plan.holdout > 0 && `${plan.holdout} % kept out`,
    plan.remind_days > 0 && plan.reminders > 0 && plural(plan.reminders, 'reminder', 'reminders'),
    plan.spares_cases && 'spares open cases',
  ]
    .filter(Boolean)
    .join(' · ')

export function momentOf({ moment, amount, event }: Widget): string {
  if (moment === 'time') return amount === 0 ? 'At once' : `After ${plural(amount, 'second', 'seconds')}`
  if (moment === 'scroll') return `Once ${amount} % of the page was seen`
  return moment === 'exit' ? 'When the pointer leaves the page' : `At ${event}`
}

/** How many were asked, wait, and were not asked. */
export function totalsOf(counts: AskingCount[]): Record<Asking['state'], number> {
  const found = { waiting: 0, sent: 0, withheld: 0, failed: 0 }
  for (const one of counts) found[one.state] += one.n
  return found
}
