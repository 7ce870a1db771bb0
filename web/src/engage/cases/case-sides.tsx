import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatDay } from '~/design/dates'
import { Facts } from '~/design/facts'
import { formatInterval, formatNumber, formatShare } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { CustomerSides } from '~/record/customers/customer-sides'
import type { Customer } from '~/record/customers/queries'
import followed from '~/design/followed.module.css'
import { CaseTag } from './case-tag'
import classes from './cases.module.css'
import { riskQuery, valueQuery, type CaseBody } from './queries'

/** What is known of the customer beside the case: value, risk, open tickets, other cases, scores, consents. */
export function CaseSides({ body, customer }: { body: CaseBody; customer: Customer | undefined }) {
  const { tickets, others } = body
  return (
    <div className={followed.stack}>
      <Worth customer_id={body.case.customer_id} />
      {tickets.length > 0 && (
        <Panel title="Open tickets">
          <ul className={followed.steps}>
            {tickets.map((one) => (
              <li key={one.ticket_id}>
                {one.subject || one.ticket_id}
                <p className="note soft">
                  {one.ticket_id}, since {formatDay(one.since)}
                  {one.channel && `, ${one.channel}`}
                </p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {others.length > 0 && (
        <Panel title="Other cases">
          <ul className={followed.steps}>
            {others.map((one) => (
              <li key={one.number}>
                <Link to="/cases/$number" params={{ number: String(one.number) }}>
                  {one.cause}
                </Link>{' '}
                <CaseTag row={one} />
                <p className="note soft">{formatDay(one.opened_at)}</p>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {customer && <CustomerSides customer={customer} />}
    </div>
  )
}

/** Value, risk and health, each where there is something to tell it from. */
function Worth({ customer_id }: { customer_id: string }) {
  const value = useQuery(valueQuery(customer_id)).data
  const risk = useQuery(riskQuery(customer_id)).data
  const worth = value?.worth
  return (
    <Panel title="Value and risk">
      <div className={classes.side}>
        <Facts
          facts={[
            ['Orders', value && formatNumber(value.orders)],
            [
              'Worth in a year',
              typeof worth?.value === 'number' &&
                `${formatNumber(worth.value)}${
                  typeof worth.low === 'number' && typeof worth.high === 'number'
                    ? ` ${formatInterval(worth.low, worth.high)}`
                    : ''
                }`,
            ],
            ['May leave', risk && formatShare(risk.chance)],
            ['Health', risk && `${formatNumber(risk.health)} of 100`],
            ['Mostly because', risk?.reasons[0]?.label],
          ].map(([name, known]) => [String(name), known === false ? undefined : known])}
        />
        {!value && !risk && <p className="note soft">Too little is known to tell either.</p>}
      </div>
    </Panel>
  )
}
