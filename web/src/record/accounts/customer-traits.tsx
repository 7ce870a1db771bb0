import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatDay } from '~/design/dates'
import { Panel } from '~/design/panel'
import classes from './accounts.module.css'
import { customerAccountsQuery, customerTraitsQuery } from './queries'
import { TraitList } from './trait-list'

/** What is known of one customer, and which companies they belong to. */
export function CustomerTraits({ customer_id }: { customer_id: string }) {
  const traits = useQuery(customerTraitsQuery(customer_id)).data?.traits ?? []
  const accounts = useQuery(customerAccountsQuery(customer_id)).data?.rows ?? []
  return (
    <>
      {traits.length > 0 && (
        <Panel title="Traits" note="as last told, by whom">
          <TraitList traits={traits} />
        </Panel>
      )}
      {accounts.length > 0 && (
        <Panel title="Accounts" note="companies they belong to">
          <ul className={classes.list}>
            {accounts.map(({ account_id, name, since }) => (
              <li key={account_id}>
                <Link to="/accounts/$account_id" params={{ account_id }}>
                  {name}
                </Link>
                <span className="note faint">since {formatDay(since)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
