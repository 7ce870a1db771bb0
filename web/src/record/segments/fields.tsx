/** Small inputs that stand in a sentence. Each has a name for those who do not see where it stands. */
import { useId } from 'react'
import classes from './builder.module.css'

interface ChoiceProps<Key extends string> {
  label: string
  value: Key
  options: readonly (readonly [Key, string])[]
  onChange: (value: Key) => void
}

export function Choice<Key extends string>({ label, value, options, onChange }: ChoiceProps<Key>) {
  return (
    <select
      className={classes.field}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Key)}
    >
      {options.map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </select>
  )
}

interface TextProps {
  label: string
  value: string
  suggestions?: readonly string[]
  wide?: boolean
  onChange: (value: string) => void
}

/** Free text with suggestions of what occurs. */
export function Text({ label, value, suggestions = [], wide, onChange }: TextProps) {
  const id = useId()
  return (
    <>
      <input
        className={classes.field}
        data-wide={wide || undefined}
        aria-label={label}
        aria-invalid={value.trim() === '' || undefined}
        placeholder={label}
        value={value}
        maxLength={255}
        list={suggestions.length > 0 ? id : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {suggestions.length > 0 && (
        <datalist id={id}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  )
}

interface NumberProps {
  label: string
  value: number
  min?: number
  max?: number
  whole?: boolean
  onChange: (value: number) => void
}

export function NumberField({ label, value, min, max, whole, onChange }: NumberProps) {
  return (
    <input
      className={classes.field}
      data-number
      type="number"
      inputMode={whole ? 'numeric' : 'decimal'}
      aria-label={label}
      aria-invalid={!Number.isFinite(value) || undefined}
      min={min}
      max={max}
      step={whole ? 1 : 'any'}
      value={Number.isFinite(value) ? value : ''}
      onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
    />
  )
}

export function DayField({ label, value, onChange }: Omit<TextProps, 'suggestions' | 'wide'>) {
  return (
    <input
      className={classes.field}
      type="date"
      aria-label={label}
      aria-invalid={value === '' || undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
