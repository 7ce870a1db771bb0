/** What a step can be: a kind, a touchpoint or a stage that occurs in the log. */
import type { PickerOption } from '~/design/picker-options'
import type { Answered } from '~/api/shapes'

export type StepChoices = Answered<'/api/journeys/choices'>

export function stepOptions({ touchpoint, kind, stage, channel }: StepChoices): PickerOption[] {
  const of = (group: string, prefix: string, values: string[]) =>
    values.map((value) => ({ key: prefix + value, label: value, group }))
  return [
    ...of('Interactions', '', kind),
    ...of('Touchpoints', 'touchpoint:', touchpoint),
    ...of('Stages', 'stage:', stage),
    ...of('Channels', 'channel:', channel),
  ]
}

/** A step as people read it: `stage:purchase` is “purchase (stage)”. */
export function stepName(step: string): string {
  const [dimension, ...rest] = step.split(':')
  return rest.length > 0 ? `${rest.join(':')} (${dimension})` : step
}
