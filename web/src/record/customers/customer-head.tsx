import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatDay } from '~/design/dates'
import { FeelingValue } from '~/design/feeling'
import { formatCount, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { channelOf } from '~/record/interactions/channels'
import { formatValue } from '~/record/interactions/score'
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
      <dl className={classes.facts}>
        {customer.facts.map(({ label, value, note }) => (
          <Fact key={label} label={label} note={note}>
            {value}
          </Fact>
        ))}
        {customer.value !== null && (
          <Fact label="Spent" note={plural(customer.orders, 'order', 'orders')}>
            {formatValue(customer)}
          </Fact>
        )}
        {customer.experience && (
          <Fact label="Experience, −1 to +1" note={`mean of n ${formatCount(customer.experience.n)}`}>
            <FeelingValue value={customer.experience.value} />
          </Fact>
        )}
      </dl>
    </Panel>
  )
}

function Fact({ label, note, children }: { label: string; note: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
      {note && <dd>{note}</dd>}
    </div>
  )
}
