import { AreaField, ChoiceField, TextField } from '~/design/field'
import { Picker } from '~/design/picker'
import type { PickerOption } from '~/design/picker-options'
import type { MapStep } from '../maps-queries'
import { FEELINGS } from '../wording'
import classes from './editor.module.css'
import { chosenOf, toggled, told } from './matchers'

interface StepMoreProps {
  step: MapStep
  named: string
  choices: PickerOption[]
  set: (changes: Partial<MapStep>, field?: string) => void
}

/** What else can be said of a step. */
export function StepMore({ step, named, choices, set }: StepMoreProps) {
  return (
    <div className={classes.more}>
      <TextField
        label="Owner"
        value={step.owner}
        maxLength={120}
        onChange={(event) => set({ owner: event.currentTarget.value }, 'owner')}
      />
      <ChoiceField
        label="You believe it feels"
        hint="Shown dashed where nothing is measured"
        value={step.feeling === null || step.feeling === undefined ? '' : String(step.feeling)}
        choices={FEELINGS}
        onChoose={(value) => set({ feeling: value === '' ? null : Number(value) })}
      />
      <div>
        <p className={classes.label}>Scores and words from</p>
        <Picker
          small
          several
          label={`Whose scores tell how ${named} feels`}
          shown={told(step.felt_by) || 'the step itself'}
          options={choices}
          chosen={chosenOf(step.felt_by)}
          onPick={(key) => set({ felt_by: toggled(step.felt_by, key) })}
        />
      </div>
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={step.is_optional}
          onChange={(event) => set({ is_optional: event.currentTarget.checked })}
        />{' '}
        A journey without it still fits
      </label>
      <AreaField
        label="Notes"
        value={step.notes}
        rows={2}
        maxLength={2000}
        onChange={(event) => set({ notes: event.currentTarget.value }, 'notes')}
      />
    </div>
  )
}
