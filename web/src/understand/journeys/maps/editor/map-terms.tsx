import { useQuery } from '@tanstack/react-query'
import { AreaField, ChoiceField, TextField } from '~/design/field'
import { filtersQuery } from '~/record/interactions/queries'
import { segmentName } from '~/record/interactions/sentence'
import classes from './editor.module.css'
import type { MapEditor } from './use-map-editor'

const WINDOWS: [value: string, name: string][] = [
  ['1', '1 day'],
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '1 year'],
]

/** What is said of the whole map: its name, whose it is, whom it is about, and how soon the next step follows. */
export function MapTerms({ editor: { map, change } }: { editor: MapEditor }) {
  const segments = useQuery(filtersQuery).data?.segments ?? []
  const known = segments.map((one): [string, string] => [one.key, segmentName(one)])
  const persona = map.persona ?? ''
  const personas =
    known.some(([key]) => key === persona) || !persona
      ? known
      : [...known, [persona, persona] as [string, string]]
  const window = String(map.window_days)
  const windows = WINDOWS.some(([key]) => key === window)
    ? WINDOWS
    : [...WINDOWS, [window, `${window} days`] as [string, string]]
  return (
    <div className={classes.terms}>
      <TextField
        label="Name"
        value={map.name}
        maxLength={120}
        placeholder="From looking to living with it"
        onChange={(event) => change({ ...map, name: event.currentTarget.value }, { place: 'name' })}
      />
      <TextField
        label="Owner"
        value={map.owner}
        maxLength={120}
        onChange={(event) => change({ ...map, owner: event.currentTarget.value }, { place: 'owner' })}
      />
      <ChoiceField
        label="About"
        value={persona}
        choices={[['', 'Everybody'], ...personas]}
        onChoose={(value) => change({ ...map, persona: value || null })}
      />
      <ChoiceField
        label="The next step follows within"
        value={window}
        choices={windows}
        onChoose={(value) => change({ ...map, window_days: Number(value) })}
      />
      <AreaField
        label="Notes"
        value={map.notes}
        rows={2}
        maxLength={2000}
        onChange={(event) => change({ ...map, notes: event.currentTarget.value }, { place: 'notes' })}
      />
    </div>
  )
}
