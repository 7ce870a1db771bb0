import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { formatMoney, formatShare } from '~/design/numbers'
import { Panel, PanelFoot } from '~/design/panel'
import { Picker } from '~/design/picker'
import { Empty, Shapes } from '~/design/states'
import { customerName } from '~/record/interactions/customer-name'
import { atRiskQuery, riskQuery, type CustomerAtRisk, type RiskOrder } from './queries'
import { Reasons } from './reasons'
import classes from './risk.module.css'
import { useRisk } from './use-risk'

const STEP = 10
const MOST = 500
const ORDERS = [
  { key: 'stake', label: 'Most at stake', note: 'chance times worth' },
  { key: 'chance', label: 'Likeliest to leave', note: 'by chance' },
  { key: 'health', label: 'Healthiest', note: 'likeliest to stay' },
]

/** The customers with most at stake, each with the reasons that make the chance. */
export function AtRiskPanel() {
  const { which } = useRisk()
  const [by, order] = useState<RiskOrder>('stake')
  const [limit, setLimit] = useState(STEP)
  const risk = useQuery(riskQuery(which)).data?.risk
  const customers = useQuery({ ...atRiskQuery(which, by, limit), enabled: Boolean(risk) })
  if (!risk) return null
  return (
    <Panel
      label="Customers at risk"
      title={by === 'health' ? 'The healthiest customers' : 'Whom to look after'}
      note="Health: how many of a hundred such customers stay. Worth: spent in a year and paid by contract. Reasons are what the scores go by, in log-odds, and no proof of a cause"
      tools={
        <Picker
          small
          label="Ranked by"
          shown={ORDERS.find(({ key }) => key === by)?.label}
          options={ORDERS}
          chosen={[by]}
          onPick={(key) => order(key as RiskOrder)}
        />
      }
    >
      <Loaded query={customers} shapes={<Shapes rows={6} height={72} label="Loading customers" />}>
        {(found) =>
          found.rows.length === 0 ? (
            <Empty title="No customer of this selection has a score" />
          ) : (
            <ul className={classes.customers}>
              <li aria-hidden>
                <span>Customer</span>
                <span className={classes.number}>Health</span>
                <span className={classes.number}>Leaves</span>
                <span className={classes.number}>At stake of worth</span>
                <span>Why: towards staying, towards leaving</span>
              </li>
              {found.rows.map((row) => (
                <Row key={row.customer_id} row={row} currency={found.currency} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {customers.data?.rows.length === limit && limit < MOST && (
        <PanelFoot>
          <TextButton small onClick={() => setLimit(Math.min(limit * 2, MOST))}>
            Show more
          </TextButton>
        </PanelFoot>
      )}
    </Panel>
  )
}

function Row({ row, currency }: { row: CustomerAtRisk; currency: string | null }) {
  return (
    <li>
      <Link to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
        {customerName(row)}
      </Link>
      <span className={classes.number}>
        {row.health} <small className="soft">of 100</small>
      </span>
      <span className={classes.number}>{formatShare(row.chance, { digits: 0 })}</span>
      <span className={`${classes.number} ${classes.worth}`}>
        {formatMoney(row.stake, { currency })}{' '}
        <small className="soft">of {formatMoney(row.worth, { currency })}</small>
      </span>
      <div className={classes.why}>
        <Reasons reasons={row.reasons} base={row.base} logOdds={row.log_odds} />
      </div>
    </li>
  )
}
