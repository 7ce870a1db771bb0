import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import { arrivalsQuery, type Arrival } from './queries'
import classes from './sources.module.css'

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' }

/** What came within the hour, as it comes, with what became of it. */
export function TailPanel({ slug }: { slug: string }) {
  const [watching, watch] = useState(true)
  const found = useQuery(arrivalsQuery(slug, watching))
  const rows = found.data?.rows ?? []
  return (
    <Panel
      title="As it comes"
      note={watching ? 'The last hour, every two seconds' : 'Paused'}
      tools={
        <>
          <TextButton small aria-pressed={watching} onClick={() => watch(!watching)}>
            {watching ? 'Pause' : 'Watch'}
          </TextButton>
        </>
      }
    >
      {found.isError && <Failed trouble={troubleOf(found.error)} retry={() => void found.refetch()} />}
      {found.isPending && <Shapes rows={5} height={20} label="Loading what came" />}
      {found.data && rows.length === 0 && (
        <Empty title="Nothing came within the hour">
          Send an event and it appears here, stored or rejected with the reason.
        </Empty>
      )}
      {rows.length > 0 && (
        <ul className={classes.tail} tabIndex={0} aria-label="What came within the hour">
          {rows.map((row, at) => (
            <Row key={row.message_id ?? `${row.at} ${at}`} row={row} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Row({ row }: { row: Arrival }) {
  const is_stored = row.outcome === 'stored'
  return (
    <li>
      <span className="faint">{new Intl.DateTimeFormat(undefined, CLOCK).format(new Date(row.at))}</span>
      <span>
        <Tag tone={is_stored ? 'accent' : 'negative'}>{row.outcome}</Tag>
      </span>
      <span className={`${classes.what} ${classes.grow}`}>{is_stored ? row.kind : row.reason}</span>
      {row.customer_id && (
        <Link to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
          who
        </Link>
      )}
      {row.raw && <code className={`${classes.raw} faint`}>{row.raw}</code>}
    </li>
  )
}
