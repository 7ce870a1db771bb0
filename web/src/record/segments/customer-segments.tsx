import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatDay } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { customerSegmentsQuery } from './queries'
import classes from './segments.module.css'

/** The saved segments one customer is in. */
export function CustomerSegments({ customer_id }: { customer_id: string }) {
  const rows = useQuery(customerSegmentsQuery(customer_id)).data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <Panel title="Segments" note={`in ${plural(rows.length, 'segment', 'segments')} now`}>
      <ul className={classes.memberships}>
        {rows.map(({ slug, name, entered_at }) => (
          <li key={slug}>
            <Link to="/segments/$slug" params={{ slug }}>
              {name}
            </Link>
            {entered_at && <span className="note faint">since {formatDay(entered_at)}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
