import type { Question, Validator } from '../definition/definition'
import type { KindFieldsProps } from './kind-fields'
import { NumberField, Row } from './small-fields'
import { WordsField } from './words-field'

interface Limits {
  type: Validator['type']
  low: string
  high: string
  lowLabel: string
  highLabel: string
}

const TEXT: Limits = {
  type: 'text',
  low: 'minLength',
  high: 'maxLength',
  lowLabel: 'At least so many signs',
  highLabel: 'At most so many signs',
}
const COUNT: Limits = {
  type: 'answercount',
  low: 'minCount',
  high: 'maxCount',
  lowLabel: 'At least so many choices',
  highLabel: 'At most so many choices',
}

function limitsOf({ type, inputType = 'text' }: Question): Limits | undefined {
  if (type === 'comment' || (type === 'text' && inputType === 'text')) return TEXT
  return type === 'checkbox' || type === 'tagbox' ? COUNT : undefined
}

/** How much or how little may be answered, and what is said otherwise. */
export function LimitFields({ editor, at, question }: KindFieldsProps) {
  const limits = limitsOf(question)
  if (!limits) return null
  const others = (question.validators ?? []).filter(({ type }) => type !== limits.type)
  const own: Validator = question.validators?.find(({ type }) => type === limits.type) ?? {
    type: limits.type,
  }
  const isSet = own[limits.low] !== undefined || own[limits.high] !== undefined
  const set = (changes: Partial<Validator>, field: string) => {
    const kept = Object.entries({ ...own, ...changes }).filter(([, value]) => value !== undefined)
    const next = Object.fromEntries(kept) as unknown as Validator
    const holds = next[limits.low] !== undefined || next[limits.high] !== undefined
    const validators = holds ? [...others, next] : others
    editor.set(at, { validators: validators.length > 0 ? validators : undefined }, field)
  }
  return (
    <>
      <Row>
        <NumberField
          label={limits.lowLabel}
          min={0}
          value={own[limits.low] as number | undefined}
          onNumber={(low) => set({ [limits.low]: low }, 'low')}
        />
        <NumberField
          label={limits.highLabel}
          min={1}
          value={own[limits.high] as number | undefined}
          onNumber={(high) => set({ [limits.high]: high }, 'high')}
        />
      </Row>
      {isSet && (
        <WordsField
          label="What is said otherwise"
          words={own.text}
          hint="Say what to do, as: Please write at least ten words"
          onWords={(text) => set({ text }, 'says')}
        />
      )}
    </>
  )
}
