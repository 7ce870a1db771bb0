/** Conditions on what happened: how often, and what it said. */
import { Choice, NumberField, Text } from './fields'
import { kindsOf, propertiesOf, TAKES, type Of } from './leaf-props'
import { TestFields } from './test-fields'
import { WhereFields } from './where-fields'
import { WindowFields } from './window-fields'

const TIMES = [
  ['at_least', 'at least'],
  ['at_most', 'at most'],
  ['exactly', 'exactly'],
] as const

export function PerformedFields({ leaf, choices, onChange }: Of<'performed'>) {
  const { times } = leaf
  return (
    <>
      <Text
        label="What happened"
        wide
        value={leaf.kind}
        suggestions={kindsOf(choices)}
        onChange={(kind) => onChange({ ...leaf, kind })}
      />
      <Choice
        label="How often"
        value={times.op}
        options={TIMES}
        onChange={(op) => onChange({ ...leaf, times: { ...times, op } })}
      />
      <NumberField
        whole
        label="Times"
        min={0}
        value={times.n}
        onChange={(n) => onChange({ ...leaf, times: { ...times, n } })}
      />
      <span>{times.n === 1 ? 'time' : 'times'}</span>
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
      <WhereFields
        where={leaf.where}
        properties={propertiesOf(choices, leaf.kind)}
        onChange={(where) => onChange({ ...leaf, where })}
      />
    </>
  )
}

export function PropertyFields({ leaf, choices, onChange }: Of<'property'>) {
  const numeric = !['last', 'first'].includes(leaf.take)
  const take = (one: typeof leaf.take) =>
    onChange({
      ...leaf,
      take: one,
      test: ['last', 'first'].includes(one) ? leaf.test : { op: 'at_least', value: 1 },
    })
  return (
    <>
      <Choice label="Which one" value={leaf.take} options={TAKES} onChange={take} />
      <Text
        label="Property"
        value={leaf.name}
        suggestions={propertiesOf(choices, leaf.kind)}
        onChange={(name) => onChange({ ...leaf, name })}
      />
      <span>of</span>
      <Text
        label="What happened"
        wide
        value={leaf.kind}
        suggestions={kindsOf(choices)}
        onChange={(kind) => onChange({ ...leaf, kind })}
      />
      <TestFields
        of={numeric ? 'number' : 'text'}
        test={leaf.test}
        onChange={(test) => onChange({ ...leaf, test })}
      />
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
    </>
  )
}
