import { useQuery } from '@tanstack/react-query'
import { Loaded } from '~/api/loaded'
import { formatDay } from '~/design/dates'
import { Icon } from '~/design/icon'
import { formatCount, formatMoney, formatNumber, formatShare } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { ParameterTable } from './parameter-table'
import { valueQuery, type Value } from './queries'
import { TermsBar } from './terms-bar'
import { useTerms } from './use-terms'
import classes from './value.module.css'
import { intervalOf, moneyInterval, valueTitle } from './wording'

/** Who is still active, what they will buy and what that is worth, with the models behind it. */
export function TotalsPanel() {
  const { query } = useScope()
  const { terms } = useTerms()
  const value = useQuery(valueQuery(query, terms))
  return (
    <Panel
      level={1}
      label="Value"
      title={value.data ? valueTitle(value.data) : 'What customers will buy'}
      note={value.data && <Note value={value.data} />}
      tools={<TermsBar />}
    >
      <Loaded query={value} shapes={<Shapes rows={4} height={28} label="Loading value" />}>
        {(found) => (found.customers === 0 ? <NoOrders /> : <Totals value={found} />)}
      </Loaded>
    </Panel>
  )
}

const Note = ({ value }: { value: Value }) => (
  <>
    As of {formatDay(value.as_of)} · {formatCount(value.customers)} customers with an order,{' '}
    {formatCount(value.repeaters)} ordered again · 95 %
  </>
)

function NoOrders() {
  return (
    <Empty title="No orders in this selection">
      What customers will buy appears here once orders are recorded: send <code>Order Completed</code> with{' '}
      <code>total</code> and <code>currency</code>, or bring in history with <code>regard import FILE</code>.
    </Empty>
  )
}

function Totals({ value }: { value: Value }) {
  return (
    <>
      <div className={classes.totals}>
        <Total
          name="Still active"
          about="Customers who have not left for good, as far as their silence tells."
          value={value.active.value === null ? null : formatCount(value.active.value)}
          more={
            value.active.value === null
              ? ''
              : formatShare(value.active.value / value.customers, { digits: 0 })
          }
          interval={intervalOf(value.active)}
          n={value.active.n}
        />
        <Total
          name="Purchases to come"
          about="Days with an order, of today's customers, within the horizon."
          value={value.purchases.value === null ? null : formatCount(value.purchases.value)}
          more={
            value.purchases.value === null
              ? ''
              : `${formatNumber(value.purchases.value / value.customers, { digits: 2 })} each`
          }
          interval={intervalOf(value.purchases)}
          n={value.purchases.n}
        />
        <Total
          name="Worth today"
          about="What those purchases bring, discounted, times the share that is kept."
          value={
            value.worth.value === null ? null : formatMoney(value.worth.value, { currency: value.currency })
          }
          more={
            value.worth.value === null
              ? ''
              : `${formatMoney(value.worth.value / value.customers, { currency: value.currency, exact: true })} each`
          }
          interval={moneyInterval(value.worth, value.currency)}
          n={value.worth.n}
        />
      </div>
      <Notes notes={value.notes} />
      <ParameterTable value={value} />
    </>
  )
}

interface TotalProps {
  name: string
  about: string
  value: string | null
  more: string
  interval: string
  n: number
}

function Total({ name, about, value, more, interval, n }: TotalProps) {
  return (
    <article title={about}>
      <h2>{name}</h2>
      {value === null ? (
        <p className={classes.none}>no value</p>
      ) : (
        <p className={classes.figure}>
          {value} <small>{more}</small>
        </p>
      )}
      <p className="note faint one-line">
        {value !== null && `${interval} · `}n {formatCount(n)}
      </p>
    </article>
  )
}

export function Notes({ notes }: { notes: string[] }) {
  return notes.map((note) => (
    <p key={note} className={classes.warning}>
      <Icon name="warning" colour="var(--warning)" /> <span>{note}</span>
    </p>
  ))
}
