import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { TextField } from '~/design/field'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import classes from './privacy.module.css'
import { retentionQuery, useSetRetention, type Kept } from './queries'
import { daysKept } from './wording'

/** For how long each class of data is kept. What is older goes every night. */
export function RetentionPanel() {
  const found = useQuery(retentionQuery)
  return (
    <Panel title="How long things are kept" note="What is older goes in the night, at 02:15 UTC.">
      <Loaded query={found} shapes={<Shapes rows={4} height={28} label="Loading what is kept" />}>
        {({ rows }) => (
          <ul className={classes.list}>
            {rows.map((row) => (
              <KeptRow key={row.name} row={row} />
            ))}
          </ul>
        )}
      </Loaded>
    </Panel>
  )
}

function KeptRow({ row }: { row: Kept }) {
  const [changing, change] = useState(false)
  return (
    <li>
      <b>{row.name}</b>
      <span>{daysKept(row.days)}</span>
      <span className={`${classes.grow} note soft`}>
        {row.holds}
        {row.due > 0 && `; ${plural(row.due, 'row goes', 'rows go')} tonight`}
      </span>
      {changing ? (
        <DaysForm row={row} onClose={() => change(false)} />
      ) : (
        <TextButton small aria-label={`Change how long ${row.name} are kept`} onClick={() => change(true)}>
          Change
        </TextButton>
      )}
    </li>
  )
}

function DaysForm({ row, onClose }: { row: Kept; onClose: () => void }) {
  const [days, write] = useState(row.days === null ? '' : String(row.days))
  const setting = useSetRetention()
  return (
    <form
      className={`${classes.form} ${classes.short}`}
      onSubmit={(event) => {
        event.preventDefault()
        setting.mutate({ name: row.name, days: days === '' ? null : Number(days) }, { onSuccess: onClose })
      }}
    >
      <TextField
        label="Days; empty for ever"
        type="number"
        min={row.least_days}
        max={36500}
        value={days}
        autoFocus
        wrong={setting.isError ? troubleOf(setting.error).detail : undefined}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <TextButton small type="submit" disabled={setting.isPending}>
        Keep it so
      </TextButton>
      <TextButton small onClick={onClose}>
        Cancel
      </TextButton>
    </form>
  )
}
