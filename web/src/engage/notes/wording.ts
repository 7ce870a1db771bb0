/** Leads in words. */
import type { Leads, SaidFirst } from './queries'

const days = (n: number) => `${n} ${n === 1 ? 'day' : 'days'}`

/** "9 days before customers", or that these have not come to it. */
export function leadWords({ lead, customers }: Pick<SaidFirst, 'lead' | 'customers'>): string {
  if (!customers) return 'customers have not'
  if (!lead) return 'not to be told'
  if (lead.days === 0) return 'the same day'
  return `${days(Math.abs(lead.days))} ${lead.days > 0 ? 'before' : 'after'} customers`
}

/** The newest lead that is beyond doubt, else what the table is about. */
export function titleOf({ rows }: Leads): string {
  const sure = rows.find(({ lead }) => lead !== null && lead.low > 0)
  return sure ? `Staff said “${sure.name}” ${leadWords(sure)}` : 'What staff said first'
}
