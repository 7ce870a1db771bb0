import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import followed from '~/design/followed.module.css'
import classes from './community.module.css'
import { moderate, queueQuery, useCommunityChange, type Act, type Waiting } from './queries'
import { titleOf } from './wording'

/** What waits to be looked at; nothing is shown where nothing does. */
export function QueuePanel() {
  const found = useQuery(queueQuery)
  const { mutate, error, isPending } = useCommunityChange()
  if (!found.data?.rows.length) return null
  const rows = found.data.rows
  const act = (row: Waiting, what: Act) => mutate(() => moderate(row.idea, what, row.comment))
  return (
    <Panel title={`${plural(rows.length, 'thing waits', 'things wait')} to be looked at`}>
      {error && <Failed trouble={troubleOf(error)} />}
      <ul className={classes.queue} aria-busy={isPending}>
        {rows.map((row) => (
          <li key={`${row.idea}-${row.comment ?? ''}-${row.why}`}>
            <Link to="/community/$number" params={{ number: String(row.idea) }} className={followed.name}>
              {titleOf(row.title)}
            </Link>
            <p className={classes.words}>{row.text}</p>
            <p className="note soft">
              {row.why === 'new' ? 'New' : `Reported ${plural(row.times, 'time', 'times')}`},{' '}
              {row.comment === null ? 'idea' : 'comment'} by {row.author || 'staff'}, {formatMoment(row.at)}
            </p>
            <div className={followed.row}>
              <TextButton
                small
                disabled={isPending}
                onClick={() => act(row, row.why === 'new' ? 'let_in' : 'keep')}
              >
                {row.why === 'new' ? 'Let it in' : 'It may stay'}
              </TextButton>
              <TextButton small disabled={isPending} onClick={() => act(row, 'hide')}>
                Hide it
              </TextButton>
              <TextButton small disabled={isPending} onClick={() => act(row, 'ban')}>
                Keep the author out
              </TextButton>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
