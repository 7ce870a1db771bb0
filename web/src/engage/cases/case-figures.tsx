import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loaded } from '~/api/loaded'
import { formatCount, formatInterval, formatNumber } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import followed from '~/design/followed.module.css'
import classes from './cases.module.css'
import { figuresQuery, type CaseGroup, type Figures } from './queries'
import { lasting, told } from './wording'

/** How many, how soon, and how many were won back; groups stand in the order of their names. */
export function CaseFigures() {
  const figures = useQuery(figuresQuery)
  if (figures.data?.cases === 0) return null
  return (
    <Panel
      title="How it goes"
      note="Won back is measured by the next score a customer gives. Brackets are 95 % intervals"
    >
      <Loaded query={figures} shapes={<Shapes rows={3} height={32} label="Loading the figures" />}>
        {(found) => (
          <>
            <Totals found={found} />
            <Groups title="Cause" groups={found.by_cause} none="none" />
            <Groups title="Owner" groups={found.by_owner} none="nobody" />
            <Groups title="Root cause" groups={found.by_root_cause} none="not said" />
          </>
        )}
      </Loaded>
    </Panel>
  )
}

function Totals({ found }: { found: Figures }) {
  const { contact } = found
  return (
    <dl className={classes.figures}>
      <Figure name="Not over" value={formatCount(found.open)}>
        {formatCount(found.overdue)} overdue, {formatCount(found.unproven)} without evidence of recovery
      </Figure>
      <Figure name="First contact" value={contact.value === null ? '–' : lasting(contact.value)}>
        {contact.low === null || contact.high === null
          ? `median of n ${contact.n}`
          : `median, ${lasting(contact.low)} to ${lasting(contact.high)}, n ${contact.n}`}
      </Figure>
      <Figure name="In time" value={share(found.in_time)}>
        {rest(found.in_time)}
      </Figure>
      <Figure name="Won back" value={share(found.recovered)}>
        {rest(found.recovered)}; {formatCount(found.unanswered)} gave no score since
      </Figure>
      <Figure name="Closed" value={formatCount(found.closed)}>
        of {formatCount(found.cases)}, {told(found.closed_share, ' %')}
      </Figure>
    </dl>
  )
}

const share = ({ value }: Figures['recovered']) => (value === null ? '–' : `${formatNumber(value)} %`)

const rest = ({ low, high, n }: Figures['recovered']) =>
  low === null || high === null ? `n ${n}` : `${formatInterval(low, high)}, n ${n}`

function Figure({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        <small>{children}</small>
      </dd>
    </div>
  )
}

function Groups({ title, groups, none }: { title: string; groups: CaseGroup[]; none: string }) {
  if (groups.length === 0 || (groups.length === 1 && groups[0]?.name === '')) return null
  return (
    <div className={followed.wide}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col" className={classes.number}>
              Cases
            </th>
            <th scope="col" className={classes.number}>
              Overdue
            </th>
            <th scope="col">Won back</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((one) => (
            <tr key={one.name}>
              <td>{one.name || <span className="soft">{none}</span>}</td>
              <td className={classes.number}>{formatCount(one.cases)}</td>
              <td className={classes.number}>{formatCount(one.overdue)}</td>
              <td>
                {told(one.recovered, ' %')}
                {one.differs && `, ${one.differs} than the others`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
