import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ConfirmButton } from '~/design/confirm-button'
import { formatDay, formatMoment } from '~/design/dates'
import { Failed } from '~/design/states'
import { Tag } from '~/design/tag'
import { toldWeek } from './hours-words'
import {
  deleteSchedule,
  hoursOf,
  inForce,
  makeDefault,
  useTermsChange,
  type Noted,
  type Schedule,
} from './queries'
import classes from './schedules.module.css'

interface ScheduleTableProps {
  rows: Schedule[]
  onEdit: (schedule: Schedule) => void
}

export function ScheduleTable({ rows, onEdit }: ScheduleTableProps) {
  const change = useTermsChange()
  return (
    <>
      {change.isError && <Failed trouble={troubleOf(change.error)} />}
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Schedule</th>
            <th scope="col">Open</th>
            <th scope="col">Closed on</th>
            <th scope="col">Noted</th>
            <th scope="col">
              <span className="spoken">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <ScheduleRow
              key={one.slug}
              schedule={one}
              waiting={change.isPending}
              onEdit={() => onEdit(one)}
              onDefault={() => change.mutate(() => makeDefault(one.slug))}
              onDelete={() => change.mutate(() => deleteSchedule(one.slug))}
            />
          ))}
        </tbody>
      </table>
    </>
  )
}

interface ScheduleRowProps {
  schedule: Schedule
  waiting: boolean
  onEdit: () => void
  onDefault: () => void
  onDelete: () => void
}

function ScheduleRow({ schedule, waiting, onEdit, onDefault, onDelete }: ScheduleRowProps) {
  const now = inForce(schedule, new Date().toISOString().slice(0, 10))
  const hours = now && hoursOf(now)
  return (
    <tr>
      <td>
        <b>{schedule.name}</b> {schedule.is_default && <Tag tone="accent">for tickets that name none</Tag>}
        <p className="note soft">
          schedule: <code>{schedule.slug}</code>
        </p>
      </td>
      <td>
        {hours && toldWeek(hours.week)}
        <p className="note soft">on the clock of {hours?.zone}</p>
      </td>
      <td>
        {hours?.country
          ? `holidays of ${[hours.country, hours.subdivision].filter(Boolean).join('-')}`
          : 'no holidays'}
        <p className="note soft">{Object.keys(hours?.exceptions ?? {}).length} days of their own</p>
      </td>
      <td>
        <History noted={schedule.hours} />
      </td>
      <td className={classes.actions}>
        <TextButton small onClick={onEdit} aria-label={`Change the hours of ${schedule.name}`}>
          Change
        </TextButton>
        {!schedule.is_default && (
          <TextButton small disabled={waiting} onClick={onDefault}>
            Make default
          </TextButton>
        )}
        <ConfirmButton sure="Delete it with its past" waiting={waiting} onConfirm={onDelete}>
          Delete
        </ConfirmButton>
      </td>
    </tr>
  )
}

/** All that was ever noted, newest first: what held before stays true of its time. */
function History({ noted }: { noted: Noted[] }) {
  return (
    <details>
      <summary>{noted.length === 1 ? 'once' : `${noted.length} times`}</summary>
      <ul className={classes.history}>
        {noted.toReversed().map((one) => (
          <li key={one.noted_at}>
            {one.valid_from ? `from ${formatDay(one.valid_from)}` : 'from the beginning'}:{' '}
            {toldWeek(hoursOf(one).week)}
            <p className="note soft">
              {formatMoment(one.noted_at)} by {one.noted_by || 'the command line'}
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}
