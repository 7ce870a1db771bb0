import { Link } from '@tanstack/react-router'
import { formatDay } from '~/design/dates'
import { FeelingValue } from '~/design/feeling'
import { formatCount } from '~/design/numbers'
import { formatValue } from '~/record/interactions/score'
import classes from './customers.module.css'
import { customerName } from '~/record/interactions/customer-name'
import type { CustomerRow } from './queries'

export function CustomerTable({ rows }: { rows: CustomerRow[] }) {
  const reachable = rows.some(({ name, email }) => name && email)
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Customer</th>
          {reachable && <th scope="col">Email</th>}
          <th scope="col" className={classes.right}>
            Interactions
          </th>
          <th scope="col" className={classes.right}>
            Orders
          </th>
          <th scope="col" className={classes.right}>
            Spent
          </th>
          <th scope="col" className={classes.right}>
            Experience
          </th>
          <th scope="col" className={classes.right}>
            First seen
          </th>
          <th scope="col" className={classes.right}>
            Last seen
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.customer_id} row={row} reachable={reachable} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, reachable }: { row: CustomerRow; reachable: boolean }) {
  return (
    <tr>
      <td data-name="customer">
        <Link to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
          {customerName(row)}
        </Link>
      </td>
      {reachable && (
        <td className="soft" data-name="email">
          {row.name && row.email}
        </td>
      )}
      <td className={classes.right} data-name="interactions">
        {formatCount(row.interactions)}
      </td>
      <td className={classes.right} data-name="orders">
        {formatCount(row.orders)}
      </td>
      <td className={classes.right} data-name="spent">
        {formatValue(row)}
      </td>
      <td className={classes.right} data-name="experience">
        {typeof row.experience === 'number' && <FeelingValue value={row.experience} />}
      </td>
      <td className={classes.right} data-name="first">
        <span className="soft">{formatDay(row.first_at)}</span>
      </td>
      <td className={classes.right} data-name="last">
        <span className="soft">{formatDay(row.last_at)}</span>
      </td>
    </tr>
  )
}
