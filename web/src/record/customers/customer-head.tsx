import { Link } from '@tanstack/react-router'
import { formatDay } from '~/design/dates'
import { Panel } from '~/design/panel'
import { channelOf } from '~/record/interactions/channels'
import classes from './customer-page.module.css'
import { customerName } from '~/record/interactions/customer-name'
import { initialsOf } from './naming'
import type { Customer } from './queries'

const SHOWN = ['email', 'phone', 'user_id', 'external_id']

export function CustomerHead({ customer }: { customer: Customer }) {
  const reach = customer.identifiers.filter(({ kind }) => SHOWN.includes(kind)).slice(0, 3)
  const channels = customer.by_channel
    .filter(({ channel }) => channelOf(channel).family !== 'none')
    .map(({ channel }) => channelOf(channel).name)
  return (
    <Panel label="Customer">
      <div className={classes.head}>
        <span className={classes.face} aria-hidden>
          {initialsOf(customer.name)}
        </span>
        <div>
          <h1 className={classes.name}>{customerName(customer)}</h1>
          <p className={classes.known}>
            <span>
              <Link to="/customers">Customers</Link>
            </span>
            <span>Since {formatDay(customer.since)}</span>
            {reach.map(({ kind, value }) => (
              <span key={kind + value}>{value}</span>
            ))}
            <span>{channels.join(', ')}</span>
          </p>
        </div>
      </div>
      {customer.facts.length > 0 && (
        <dl className={classes.facts}>
          {customer.facts.map(({ label, value, note }) => (
            <div key={label} className={classes.fact}>
              <dt>{label}</dt>
              <dd>{value}</dd>
              {note && <dd>{note}</dd>}
            </div>
          ))}
        </dl>
      )}
    </Panel>
  )
}
