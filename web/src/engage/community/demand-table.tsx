import { Link } from '@tanstack/react-router'
import { formatCount } from '~/design/numbers'
import { Tag } from '~/design/tag'
import followed from '~/design/followed.module.css'
import classes from './community.module.css'
import type { Idea, Ranking } from './queries'
import { leavingOf, moneyOf, STATUS_TONES, STATUS_WORDS, titleOf } from './wording'

/** What is wanted, by how many people, what they are worth, and how many of them may leave; each with its n. */
export function DemandTable({ ranking: { rows, currency, risk } }: { ranking: Ranking }) {
  return (
    <div className={followed.wide}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Idea</th>
            <th scope="col">Status</th>
            <th scope="col" className={classes.number}>
              People
            </th>
            <th scope="col" className={classes.number}>
              Spent in a year
            </th>
            <th scope="col" className={`${classes.number} ${followed.far}`}>
              To come in the next
            </th>
            <th scope="col" className={`${classes.number} ${followed.far}`}>
              {risk ? 'May leave' : 'May leave (no scores yet)'}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.number} row={row} currency={currency} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row, currency }: { row: Idea; currency: string }) {
  const { demand } = row
  const leaving = leavingOf(demand.leaving)
  const stake = moneyOf(demand.stake, currency)
  return (
    <tr>
      <td>
        <Link to="/community/$number" params={{ number: String(row.number) }} className={followed.name}>
          {titleOf(row.title)}
        </Link>
        <p className="note soft">
          {!row.is_shown && 'hidden, '}
          {row.is_waiting && 'waits to be let in, '}
          {formatCount(demand.voters)} voted, {formatCount(demand.requesters)} asked elsewhere
        </p>
      </td>
      <td>
        <Tag tone={STATUS_TONES[row.status]}>{STATUS_WORDS[row.status]}</Tag>
      </td>
      <td className={classes.number}>
        {formatCount(demand.people)}
        <p className="note soft">{formatCount(demand.known)} known</p>
      </td>
      <Money told={moneyOf(demand.revenue, currency)} />
      <Money told={moneyOf(demand.to_come, currency)} className={followed.far} />
      <td className={`${classes.number} ${followed.far}`}>
        {leaving ? (
          <>
            {leaving.value} <span className="soft">{leaving.count}</span>
            <p className="note soft">
              {leaving.n}
              {stake && `, ${stake.money} at stake`}
            </p>
          </>
        ) : (
          <span className="soft">not known</span>
        )}
      </td>
    </tr>
  )
}

function Money({ told, className = '' }: { told: ReturnType<typeof moneyOf>; className?: string }) {
  return (
    <td className={`${classes.number} ${className}`}>
      {told ? (
        <>
          {told.money}
          <p className="note soft">{told.n}</p>
        </>
      ) : (
        <span className="soft">none</span>
      )}
    </td>
  )
}
