import { Link } from '@tanstack/react-router'
import { formatDay } from '~/design/dates'
import { formatCount, formatMoney, formatNumber, formatShare } from '~/design/numbers'
import { customerName } from '~/record/interactions/customer-name'
import type { ValuedCustomer } from './queries'
import classes from './value.module.css'
import { intervalOf, moneyInterval, shareInterval } from './wording'

export function CustomerTable({ rows, currency }: { rows: ValuedCustomer[]; currency: string | null }) {
  return (
    <table className={classes.customers}>
      <thead>
        <tr>
          <th scope="col">Customer</th>
          <th scope="col">Last order</th>
          <th scope="col">Orders</th>
          <th scope="col">Mean order</th>
          <th scope="col">Still active</th>
          <th scope="col">Purchases to come</th>
          <th scope="col">Worth today</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.customer_id} row={row} currency={currency} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, currency }: { row: ValuedCustomer; currency: string | null }) {
  const { active, purchases, worth, mean_order: mean } = row
  return (
    <tr>
      <td data-name="customer">
        <Link to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
          {customerName(row)}
        </Link>
      </td>
      <td data-name="last" className="soft">
        {formatDay(row.last)}
      </td>
      <td data-name="orders">{formatCount(row.orders)}</td>
      <td data-name="mean">{mean === null ? '' : formatMoney(mean, { currency, exact: true })}</td>
      <td data-name="active">
        <span className={classes.bar} aria-hidden>
          <i style={{ width: `${(active.value ?? 0) * 100}%` }} />
        </span>
        {active.value !== null && formatShare(active.value, { digits: 0 })}{' '}
        <small>{shareInterval(active)}</small>
      </td>
      <td data-name="purchases">
        {purchases.value !== null && formatNumber(purchases.value, { digits: 1 })}{' '}
        <small>{intervalOf(purchases, 1)}</small>
      </td>
      <td data-name="worth">
        {worth.value !== null && formatMoney(worth.value, { currency })}{' '}
        {worth.value !== null && <small>{moneyInterval(worth, currency)}</small>}
      </td>
    </tr>
  )
}
