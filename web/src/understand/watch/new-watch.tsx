import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { mainButtonClass, TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Picker } from '~/design/picker'
import { Failed } from '~/design/states'
import { filtersQuery } from '~/record/interactions/queries'
import { metricsQuery } from './queries'
import { bodyOf, EMPTY, useBeginning, type Told } from './use-beginning'
import classes from './watch.module.css'
import { KINDS } from './wording'

/** What to watch, since when, and how often it may cry wolf. */
export function NewWatchForm({ onDone }: { onDone: () => void }) {
  const [told, setTold] = useState(EMPTY)
  const [metrics, setMetrics] = useState<string[]>([])
  const [channels, setChannels] = useState<string[]>([])
  const known = useQuery(metricsQuery)
  const filters = useQuery(filtersQuery)
  const { trouble, busy, save } = useBeginning(onDone)
  const tell = (change: Partial<Told>) => setTold((now) => ({ ...now, ...change }))
  const ready = told.name.trim() !== '' && metrics.length > 0 && !busy
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) save(bodyOf(told, metrics, channels))
  }
  return (
    <Panel title="New watch" tools={<TextButton onClick={onDone}>Cancel</TextButton>}>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          label="Name"
          value={told.name}
          maxLength={120}
          placeholder="Customer care"
          onChange={(event) => tell({ name: event.currentTarget.value })}
        />
        <div className={classes.pickers}>
          <Picker
            label="Metrics"
            several
            shown={metrics.length ? metrics.map((name) => name.replaceAll('_', ' ')).join(', ') : 'Metrics'}
            chosen={metrics}
            options={(known.data ?? []).map(({ metric, label }) => ({ key: metric, label }))}
            onPick={(key) => setMetrics(toggled(metrics, key))}
          />
          <Picker
            label="Channels"
            several
            shown={channels.length ? channels.join(', ') : 'All channels'}
            chosen={channels}
            options={(filters.data?.channels ?? []).map(({ channel }) => ({ key: channel, label: channel }))}
            onPick={(key) => setChannels(toggled(channels, key))}
          />
          <Picker
            label="Customers"
            shown={filters.data?.segments.find(({ key }) => key === told.segment)?.label ?? 'All customers'}
            chosen={told.segment ? [told.segment] : []}
            options={(filters.data?.segments ?? []).map(({ key, label, group }) => ({ key, label, group }))}
            onPick={(key) => tell({ segment: key === told.segment ? '' : key })}
          />
        </div>
        <div className={classes.row}>
          <ChoiceField label="Kind" value={told.kind} choices={KINDS} onChoose={(kind) => tell({ kind })} />
          <ChoiceField
            label="Looked at by"
            value={told.grain}
            choices={[
              ['day', 'Day'],
              ['week', 'Week'],
            ]}
            onChoose={(grain) => tell({ grain })}
          />
          <TextField
            label="First day watched"
            type="date"
            value={told.since}
            hint="Empty: from now on"
            onChange={(event) => tell({ since: event.currentTarget.value })}
          />
          <TextField
            label="Holidays of"
            value={told.country}
            maxLength={2}
            placeholder="DE"
            hint="A country by two letters"
            onChange={(event) => tell({ country: event.currentTarget.value })}
          />
          <TextField
            label="False alarms a month"
            type="number"
            min={0.01}
            max={10}
            step={0.01}
            value={told.rate}
            hint="At most; fewer are slower"
            onChange={(event) => tell({ rate: event.currentTarget.value })}
          />
        </div>
        {trouble && <Failed trouble={trouble} />}
        <div className={classes.actions}>
          <button type="submit" className={mainButtonClass} disabled={!ready}>
            {busy ? 'Looking at the past…' : 'Begin to watch'}
          </button>
          {!ready && !busy && <span className="note soft">Give it a name and at least one metric.</span>}
        </div>
      </form>
    </Panel>
  )
}

const toggled = (list: string[], key: string) =>
  list.includes(key) ? list.filter((one) => one !== key) : [...list, key]
