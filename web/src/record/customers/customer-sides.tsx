import { Link } from '@tanstack/react-router'
import { formatMonth } from '~/design/dates'
import { Facts } from '~/design/facts'
import { formatCount, formatNumber } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { CustomerTraits } from '~/record/accounts/customer-traits'
import { ConsentsPanel } from '~/record/privacy/consents-panel'
import { CustomerSegments } from '~/record/segments/customer-segments'
import classes from './customer-page.module.css'
import { identifierName } from './naming'
import type { Customer } from './queries'

export function CustomerSides({ customer }: { customer: Customer }) {
  const { identifiers } = customer
  return (
    <div className={classes.sides}>
      <Scores customer={customer} />
      <Panel title="Identity" note={`${formatCount(identifiers.length)} joined into this customer`}>
        <div className={classes.side}>
          <Facts facts={identifiers.map(({ kind, value }) => [identifierName(kind), value])} />
          <p>
            <Link to="/customers/$customer_id/identity" params={{ customer_id: customer.customer_id }}>
              Why this is one customer
            </Link>
          </p>
        </div>
      </Panel>
      <CustomerSegments customer_id={customer.customer_id} />
      <ConsentsPanel customer_id={customer.customer_id} />
      <CustomerTraits customer_id={customer.customer_id} />
    </div>
  )
}

function Scores({ customer: { scores } }: { customer: Customer }) {
  if (scores.length === 0) return null
  return (
    <Panel title="Scores" note="last answer of each">
      <div className={classes.side}>
        <table className={classes.scores}>
          <tbody>
            {scores.map(({ metric, label, last, scale_max: top, at, n }) => (
              <tr key={metric}>
                <th scope="row">{label}</th>
                <td>
                  {formatNumber(last, { digits: Number.isInteger(last) ? 0 : 1 })}
                  {typeof top === 'number' && ` of ${formatNumber(top)}`}
                </td>
                <td>
                  {formatMonth(at)}, n {formatCount(n)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
