import { Link } from '@tanstack/react-router'
import { formatDay } from '~/design/dates'
import { FeelingValue } from '~/design/feeling'
import { formatCount } from '~/design/numbers'
import { formatValue } from '~/record/interactions/score'
import classes from './customers.module.css'
import { customerName } from '~/record/interactions/customer-name'
import type { CustomerRow } from './queries'

export function CustomerTable({ rows }: { rows: CustomerRow[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Customer</th>
          <th scope="col">Email</th>
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
          <Row key={row.customer_id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { row: CustomerRow }) {
  return (
    <tr>
      <td>
        <Link to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
          {customerName(row)}
        </Link>
      </td>
      <td className="soft">{row.email}</td>
      <td className={classes.right} data-name="interactions">
        {formatCount(row.interactions)}
      </td>
      <td className={classes.right} data-name="orders">
        {formatCount(row.orders)}
      </td>
      <td className={classes.right}>{formatValue(row)}</td>
      <td className={classes.right}>
        {typeof row.experience === 'number' && <FeelingValue value={row.experience} />}
      </td>
      <td className={classes.right} data-name="first" data-wide>
        <span className="soft">{formatDay(row.first_at)}</span>
      </td>
      <td className={classes.right} data-name="last">
        <span className="soft">{formatDay(row.last_at)}</span>
      </td>
    </tr>
  )
}
