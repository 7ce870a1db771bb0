import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { formatDay } from '~/design/dates'
import { formatCount, formatShare, plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import classes from './notes.module.css'
import { leadsQuery, type Leads, type SaidFirst } from './queries'
import { leadWords, titleOf } from './wording'

/** What staff came to speak of, when customers did, and the days between. */
export function LeadsPanel() {
  const leads = useQuery(leadsQuery)
  return (
    <Panel
      title={leads.data ? titleOf(leads.data) : 'Said first'}
      note="Topics that rise in notes, against the same topics among customers · [ ] 95 %"
    >
      <Loaded query={leads} shapes={<Shapes rows={3} height={32} label="Comparing notes with customers" />}>
        {(found) => (found.rows.length > 0 ? <LeadTable found={found} /> : <NoLead found={found} />)}
      </Loaded>
    </Panel>
  )
}

function NoLead({ found: { notes, watched_from } }: { found: Leads }) {
  const isEarly = watched_from !== null && new Date(watched_from) > new Date()
  return (
    <Empty title={notes === 0 ? 'No notes yet' : 'Nothing rises'}>
      {notes === 0
        ? 'Once there are six weeks of notes, topics that staff speaks of more than usual stand here, and by how many days customers followed.'
        : isEarly
          ? `A rise needs six weeks to be held against: it is looked for from ${formatDay(watched_from)} on.`
          : `In ${plural(notes, 'note', 'notes')} no topic is named more than it usually is.`}
    </Empty>
  )
}

const LeadTable = ({ found }: { found: Leads }) => (
  <table className={classes.leads}>
    <thead>
      <tr>
        <th scope="col">Topic</th>
        <th scope="col">Staff</th>
        <th scope="col">Customers</th>
        <th scope="col">Between</th>
      </tr>
    </thead>
    <tbody>
      {found.rows.map((row) => (
        <tr key={row.topic}>
          <th scope="row">
            <Link to="/voice" search={{ topic: row.topic, period: 'all' } as never}>
              {row.name}
            </Link>
          </th>
          <td>
            <Rose rose={row.staff} one="note" many="notes" />
          </td>
          <td>
            {row.customers ? <Rose rose={row.customers} one="person" many="people" /> : 'not more than usual'}
          </td>
          <td>
            <b>{leadWords(row)}</b>
            {row.lead && (
              <span className="note faint">
                {' '}
                [{row.lead.low}, {row.lead.high}] · staff first:{' '}
                {formatShare(row.lead.certainty, { digits: 0 })} sure
              </span>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

interface RoseProps {
  rose: NonNullable<SaidFirst['customers']>
  one: string
  many: string
}

const Rose = ({ rose, one, many }: RoseProps) => (
  <>
    since {formatDay(rose.since)}{' '}
    <span className="note faint">
      {plural(rose.n, one, many)}, {formatCount(Math.round(rose.expected))} expected · clear on{' '}
      {formatDay(rose.noticed)}
    </span>
  </>
)
