/** Which interactions a step is, as the console lets people choose it: values of dimensions, each with its count. */
import type { PickerOption } from '~/design/picker-options'
import type { StepChoices } from '../../step-options'

const GROUPS: [dimension: string, group: string][] = [
  ['kind', 'Interactions'],
  ['touchpoint', 'Touchpoints'],
  ['stage', 'Stages'],
  ['channel', 'Channels'],
]
const DIMENSIONS = ['kind', 'touchpoint', 'stage', 'channel', 'actor']

export const options = ({ counts }: StepChoices): PickerOption[] =>
  GROUPS.flatMap(([dimension, group]) =>
    counts
      .filter((one) => one.dimension === dimension && canBeWritten(one.value))
      .map(({ value, interactions }) => ({
        key: `${dimension}:${value}`,
        label: value,
        group,
        count: interactions,
      })),
  )

const canBeWritten = (value: string) => !value.includes('|') && !value.includes(' & ')

/** `Order Completed|Order Updated & channel:web` as the keys that are chosen. */
export function chosenOf(matches: string | null | undefined): string[] {
  if (!matches) return []
  return matches.split(/ & (?=(?:kind|touchpoint|stage|channel|actor):)/).flatMap((part) => {
    const [name = '', ...rest] = part.split(':')
    const dimension = DIMENSIONS.includes(name) && rest.length > 0 ? name : 'kind'
    const values = dimension === name ? rest.join(':') : part
    return values.split('|').map((value) => `${dimension}:${value.trim()}`)
  })
}

/** The keys that are chosen, as a matcher: one of the values of each dimension. Nothing chosen is nothing seen. */
export function matcherOf(chosen: string[]): string | null {
  const parts = DIMENSIONS.flatMap((dimension) => {
    const values = chosen
      .filter((key) => key.startsWith(`${dimension}:`))
      .map((key) => key.slice(dimension.length + 1))
    if (values.length === 0) return []
    const named = dimension === 'kind' && !values[0]!.includes(':') ? '' : `${dimension}:`
    return [named + values.join('|')]
  })
  return parts.length > 0 ? parts.join(' & ') : null
}

export const toggled = (matches: string | null | undefined, key: string): string | null => {
  const chosen = chosenOf(matches)
  return matcherOf(chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key])
}

/** A matcher in words: “Order Completed or Order Updated, on channel web”. */
export function told(matches: string | null | undefined): string {
  const chosen = chosenOf(matches)
  const parts = DIMENSIONS.flatMap((dimension) => {
    const values = chosen
      .filter((key) => key.startsWith(`${dimension}:`))
      .map((key) => key.slice(dimension.length + 1))
    if (values.length === 0) return []
    return [`${dimension === 'kind' ? '' : `${dimension} `}${values.join(' or ')}`]
  })
  return parts.join(', ')
}
