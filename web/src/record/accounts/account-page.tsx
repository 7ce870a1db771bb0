import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { formatDay } from '~/design/dates'
import { Facts } from '~/design/facts'
import { formatCount, formatNumber, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { customerName } from '~/record/interactions/customer-name'
import { formatValue } from '~/record/interactions/score'
import classes from './accounts.module.css'
import { accountQuery, type Account } from './queries'
import { TraitList } from './trait-list'

/** One company: who belongs to it, what is known of it, and how it is doing. */
export default function AccountPage() {
  const { account_id } = useParams({ from: '/accounts/$account_id' })
  const found = useQuery(accountQuery(account_id))
  usePageTitle(found.data?.account.name ?? 'Account')
  return (
    <Loaded query={found} shapes={<Shapes rows={8} height={32} label="Loading the account" />}>
      {(account) => <Shown found={account} />}
    </Loaded>
  )
}

function Shown({ found: { account, traits, scores, members } }: { found: Account }) {
  return (
    <>
      <p className="note">
        <Link to="/accounts">Accounts</Link>
      </p>
      <div className={classes.columns}>
        <Panel
          level={1}
          title={account.name}
          note={`${plural(account.members, 'member', 'members')}, last seen first`}
        >
          <ul className={classes.list}>
            {members.map((one) => (
              <li key={one.customer_id}>
                <Link to="/customers/$customer_id" params={{ customer_id: one.customer_id }}>
                  {customerName(one)}
                </Link>
                <span className="note faint">
                  {plural(one.interactions, 'interaction', 'interactions')}, {formatDay(one.last_at)}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
        <div className={classes.sides}>
          <Panel title="In sum" note="of all its members">
            <div className={classes.side}>
              <Facts
                facts={[
                  ['interactions', formatCount(account.interactions)],
                  ['orders', formatCount(account.orders)],
                  ['value', account.value === null ? 'in several currencies' : formatValue(account)],
                  ...scores.map(({ metric, n, mean }): [string, string] => [
                    metric,
                    `${formatNumber(mean, { digits: 1 })}, n ${formatCount(n)}`,
                  ]),
                ]}
              />
            </div>
          </Panel>
          {traits.length > 0 && (
            <Panel title="Traits" note="as last told, by whom">
              <TraitList traits={traits} />
            </Panel>
          )}
        </div>
      </div>
    </>
  )
}
