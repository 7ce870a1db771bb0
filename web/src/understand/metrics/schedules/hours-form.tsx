import { useId, useState, type FormEvent } from 'react'
import { troubleOf } from '~/api/problem'
import { mainButtonClass, TextButton } from '~/design/button'
import { AreaField, TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { bodyOf, draftOf, type Draft } from './hours-draft'
import { readExceptions, readSpans, WEEKDAYS } from './hours-words'
import { changeHours, createSchedule, useTermsChange, type Schedule } from './queries'
import classes from './schedules.module.css'

interface HoursFormProps {
  schedule: Schedule | undefined
  onDone: () => void
}

/** The hours of a new schedule, or other hours of one from a day on. */
export function HoursForm({ schedule, onDone }: HoursFormProps) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(schedule))
  const tell = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }))
  const change = useTermsChange()
  const body = bodyOf(draft)
  const ready = body !== undefined && (schedule !== undefined || draft.name.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!body || !ready) return
    const work = () => (schedule ? changeHours(schedule.slug, body) : createSchedule(draft.name, body))
    change.mutate(work, { onSuccess: onDone })
  }
  return (
    <Panel
      title={schedule ? `Other hours of ${schedule.name}` : 'New schedule'}
      tools={<TextButton onClick={onDone}>Cancel</TextButton>}
    >
      <form className={classes.form} onSubmit={submit}>
        <WhereAndWhen draft={draft} tell={tell} isNew={!schedule} />
        <WeekFields week={draft.week} onChange={(week) => tell({ week })} />
        <AreaField
          label="Days with hours of their own"
          hint="One a line: 2026-12-24 09:00–12:00, or only the day where it is closed. They come before holidays."
          wrong={readExceptions(draft.exceptions).wrong}
          value={draft.exceptions}
          rows={3}
          onChange={(event) => tell({ exceptions: event.currentTarget.value })}
        />
        {change.isError && <Failed trouble={troubleOf(change.error)} />}
        <div className={classes.actions}>
          <button type="submit" className={mainButtonClass} disabled={!ready || change.isPending}>
            {schedule ? 'Note these hours' : 'Save schedule'}
          </button>
          {!ready && <span className="note soft">It needs a name, a zone and hours on one day.</span>}
        </div>
      </form>
    </Panel>
  )
}

interface DraftProps {
  draft: Draft
  tell: (change: Partial<Draft>) => void
}

function WhereAndWhen({ draft, tell, isNew }: DraftProps & { isNew: boolean }) {
  const zones = useId()
  return (
    <div className={classes.row}>
      {isNew ? (
        <TextField
          label="Name"
          value={draft.name}
          maxLength={120}
          placeholder="Support desk"
          onChange={(event) => tell({ name: event.currentTarget.value })}
        />
      ) : (
        <TextField
          label="From day"
          type="date"
          value={draft.valid_from}
          hint="Empty: from the beginning. What held before that day stays."
          onChange={(event) => tell({ valid_from: event.currentTarget.value })}
        />
      )}
      <TextField
        label="Time zone"
        list={zones}
        value={draft.zone}
        onChange={(event) => tell({ zone: event.currentTarget.value })}
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <TextField
        label="Closed on the holidays of"
        value={draft.country}
        maxLength={2}
        placeholder="DE"
        hint="A country by two letters; empty: none"
        onChange={(event) => tell({ country: event.currentTarget.value.toUpperCase() })}
      />
      <TextField
        label="Part of the country"
        value={draft.subdivision}
        maxLength={20}
        placeholder="BY"
        hint="Where it has holidays of its own"
        onChange={(event) => tell({ subdivision: event.currentTarget.value.toUpperCase() })}
      />
    </div>
  )
}

function WeekFields({ week, onChange }: { week: string[]; onChange: (week: string[]) => void }) {
  return (
    <fieldset className={classes.week}>
      <legend>Open, as 9–12, 13:30–18; empty is closed</legend>
      {WEEKDAYS.map((day, at) => (
        <TextField
          key={day}
          label={day.charAt(0).toUpperCase() + day.slice(1)}
          value={week[at] ?? ''}
          wrong={readSpans(week[at] ?? '') ? undefined : 'Write it as 09:00–17:30.'}
          onChange={(event) => onChange(week.with(at, event.currentTarget.value))}
        />
      ))}
    </fieldset>
  )
}
