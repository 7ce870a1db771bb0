import { Link } from '@tanstack/react-router'
import { formatMoment } from '~/design/dates'
import { Facts } from '~/design/facts'
import { Panel } from '~/design/panel'
import followed from '~/design/followed.module.css'
import { CaseTag } from './case-tag'
import classes from './cases.module.css'
import type { CaseBody } from './queries'
import { CONCLUSIONS, lasting, nextScoreOf, recoveryOf, scoreOf } from './wording'

/** Who was let down by what, and where it stands. */
export function CaseHead({ body: { case: row, evidence } }: { body: CaseBody }) {
  return (
    <Panel
      level={1}
      title={`${row.cause}: ${row.name ?? 'a customer'}`}
      note={<CaseTag row={row} />}
      tools={
        <Link to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
          The customer
        </Link>
      }
    >
      <div className={classes.side}>
        <Facts
          facts={[
            ['Case', row.number],
            ['Owner', row.owner || 'nobody'],
            ['Opened', formatMoment(row.opened_at)],
            row.contacted_at
              ? [
                  'First contact',
                  `${formatMoment(row.contacted_at)}, after ${lasting(row.contact_minutes ?? 0)}`,
                ]
              : ['Contact due', formatMoment(row.due_at)],
            ['Lowest score', scoreOf(row)],
            ['Next score', nextScoreOf(row)],
            ['Came of it', CONCLUSIONS.find(([key]) => key === row.conclusion)?.[1]],
            ['Root cause', row.root_cause],
            ['Recovery', recoveryOf(row) || 'no evidence yet'],
          ]}
        />
        <p className="note soft">It rests on</p>
        <ul>
          {evidence.map((one) => (
            <li key={one.interaction_id}>
              {one.kind}
              {one.score !== null && `, ${one.metric.toUpperCase()} ${one.score}`}, {formatMoment(one.at)}
              {one.touchpoint && `, ${one.touchpoint}`}
              {one.said && <p className={followed.words}>{one.said}</p>}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}
