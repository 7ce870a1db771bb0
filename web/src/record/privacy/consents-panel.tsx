import { useQuery } from '@tanstack/react-query'
import { formatDay } from '~/design/dates'
import { Panel } from '~/design/panel'
import { Tag } from '~/design/tag'
import { identifierName } from '~/record/customers/naming'
import classes from './privacy.module.css'
import { consentsQuery, type Consent } from './queries'

/** What a customer agreed to, at each of their addresses. Nothing is shown where nothing was ever said. */
export function ConsentsPanel({ customer_id }: { customer_id: string }) {
  const found = useQuery(consentsQuery(customer_id))
  const rows = found.data?.rows.filter((row) => row.is_current) ?? []
  if (rows.length === 0) return null
  return (
    <Panel title="Consents" note="what holds now, by address">
      <ul className={classes.list}>
        {rows.map((row) => (
          <ConsentRow key={`${row.endpoint} ${row.purpose}`} consent={row} />
        ))}
      </ul>
    </Panel>
  )
}

function ConsentRow({ consent: { endpoint, purpose, status, at, proof } }: { consent: Consent }) {
  const shown = typeof proof.text === 'string' ? proof.text : undefined
  return (
    <li title={shown}>
      <Tag tone={status === 'granted' ? 'accent' : 'outline'}>{status}</Tag>
      <span className={classes.grow}>
        {purpose.replaceAll('_', ' ')}
        <span className="note soft"> {named(endpoint)}</span>
      </span>
      <time dateTime={at}>{formatDay(at)}</time>
    </li>
  )
}

function named(endpoint: string): string {
  const [kind = '', ...value] = endpoint.split(':')
  return `${identifierName(kind)} ${value.join(':')}`
}
