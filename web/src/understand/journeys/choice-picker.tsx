import { Picker } from '~/design/picker'
import { stepName, stepOptions, type StepChoices } from './step-options'

interface ChoicePickerProps {
  label: string
  choices: readonly (readonly [key: string, name: string])[]
  chosen: string
  onPick: (key: string) => void
  prefix?: string
}

/** One of a few, said in words. */
export function ChoicePicker({ label, choices, chosen, onPick, prefix = '' }: ChoicePickerProps) {
  const name = choices.find(([key]) => key === chosen)?.[1] ?? chosen
  return (
    <Picker
      small
      label={label}
      shown={`${prefix}${name}`}
      options={choices.map(([key, one]) => ({ key: key || 'all', label: one }))}
      chosen={[chosen || 'all']}
      onPick={(key) => onPick(key === 'all' ? '' : key)}
    />
  )
}

interface StepPickerProps {
  label: string
  prefix: string
  step: string
  choices: StepChoices
  onPick: (step: string) => void
}

/** A step out of what the log holds. */
export function StepPicker({ label, prefix, step, choices, onPick }: StepPickerProps) {
  return (
    <Picker
      small
      label={label}
      shown={`${prefix} ${stepName(step)}`}
      options={stepOptions(choices)}
      chosen={[step]}
      onPick={onPick}
    />
  )
}

export const BYS = [
  ['', 'Everybody'],
  ['channel', 'By channel'],
  ['touchpoint', 'By touchpoint'],
  ['month', 'By month'],
  ['week', 'By week'],
] as const
