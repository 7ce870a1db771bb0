/** Conditions on what can be measured: scores and money. */
import { Choice, Text } from './fields'
import { kindsOf, propertiesOf, TAKES, type Of } from './leaf-props'
import { TestFields } from './test-fields'
import { WhereFields } from './where-fields'
import { WindowFields } from './window-fields'

export function ScoreFields({ leaf, choices, onChange }: Of<'score'>) {
  return (
    <>
      <Choice
        label="Which score"
        value={leaf.take}
        options={TAKES}
        onChange={(take) => onChange({ ...leaf, take })}
      />
      <Text
        label="Metric"
        value={leaf.metric}
        suggestions={choices.metrics}
        onChange={(metric) => onChange({ ...leaf, metric })}
      />
      <TestFields
        of="number"
        test={leaf.test}
        onChange={(test) => onChange({ ...leaf, test: test as typeof leaf.test })}
      />
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
    </>
  )
}

export function ValueFields({ leaf, choices, onChange }: Of<'value'>) {
  return (
    <>
      <Choice
        label="Which value"
        value={leaf.take}
        options={TAKES}
        onChange={(take) => onChange({ ...leaf, take })}
      />
      <span>value of</span>
      <Text
        label="What happened"
        wide
        value={leaf.kind}
        suggestions={kindsOf(choices)}
        onChange={(kind) => onChange({ ...leaf, kind })}
      />
      <TestFields
        of="number"
        test={leaf.test}
        onChange={(test) => onChange({ ...leaf, test: test as typeof leaf.test })}
      />
      <WindowFields window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />
      <WhereFields
        where={leaf.where}
        properties={propertiesOf(choices, leaf.kind)}
        onChange={(where) => onChange({ ...leaf, where })}
      />
    </>
  )
}
