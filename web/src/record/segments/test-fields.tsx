import { OPS, testWith, WORDS, type Comparable } from './comparisons'
import { Choice, DayField, NumberField, Text } from './fields'
import type { Test } from './tree'

interface TestProps {
  of: Comparable
  test: Test
  suggestions?: readonly string[]
  onChange: (test: Test) => void
}

/** "is at least 2": an operator and what it needs. */
export function TestFields({ of, test, suggestions, onChange }: TestProps) {
  const ops = OPS[of].map((op) => [op, WORDS[op]] as const)
  return (
    <>
      <Choice
        label="Comparison"
        value={test.op}
        options={ops}
        onChange={(op) => onChange(testWith(op, test))}
      />
      <Operand test={test} suggestions={suggestions} onChange={onChange} />
    </>
  )
}

function Operand({ test, suggestions, onChange }: Omit<TestProps, 'of'>) {
  switch (test.op) {
    case 'exists':
    case 'missing':
      return null
    case 'one_of':
    case 'none_of':
      return (
        <Text
          label="Values, with commas"
          wide
          value={test.values.join(', ')}
          suggestions={suggestions}
          onChange={(text) => onChange({ ...test, values: listed(text) })}
        />
      )
    case 'between':
      return (
        <>
          <NumberField label="From" value={test.low} onChange={(low) => onChange({ ...test, low })} />
          <span>and</span>
          <NumberField label="To" value={test.high} onChange={(high) => onChange({ ...test, high })} />
        </>
      )
    case 'before':
    case 'after':
      return <DayField label="Day" value={test.day} onChange={(day) => onChange({ ...test, day })} />
    case 'in_last':
    case 'not_in_last':
    case 'in_next':
      return (
        <>
          <NumberField
            whole
            label="Days"
            min={1}
            max={3650}
            value={test.days}
            onChange={(days) => onChange({ ...test, days })}
          />
          <span>days</span>
        </>
      )
    case 'is':
    case 'is_not':
    case 'contains':
    case 'starts_with':
      return (
        <Text
          label="Value"
          value={String(test.value)}
          suggestions={suggestions}
          onChange={(value) => onChange({ ...test, value })}
        />
      )
    default:
      return (
        <NumberField label="Number" value={test.value} onChange={(value) => onChange({ ...test, value })} />
      )
  }
}

/** Typing goes on while the last value is empty. */
function listed(text: string): string[] {
  const values = text.split(',').map((one) => one.trimStart())
  return values.filter((one, at) => one !== '' || at === values.length - 1).map((one) => one)
}
