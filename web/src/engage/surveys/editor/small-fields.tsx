import { useId, useState, type ReactNode } from 'react'
import classes from './fields.module.css'

/** Something that is so or not. */
export function Tick({
  label,
  hint,
  isOn,
  onTurn,
}: {
  label: string
  hint?: string
  isOn: boolean
  onTurn: (isOn: boolean) => void
}) {
  return (
    <label className={classes.tick}>
      <input type="checkbox" checked={isOn} onChange={(event) => onTurn(event.currentTarget.checked)} />
      <span>
        {label}
        {hint && <span className={classes.hint}> {hint}</span>}
      </span>
    </label>
  )
}

interface NumberFieldProps {
  label: string
  value: number | undefined
  onNumber: (value: number | undefined) => void
  min?: number
  max?: number
  step?: number | 'any'
}

/** A number; while it is half written, nothing changes. */
export function NumberField({ label, value, onNumber, ...rest }: NumberFieldProps) {
  const id = useId()
  const [typed, type] = useState<string>()
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        type="number"
        className={classes.number}
        value={typed ?? value ?? ''}
        onBlur={() => type(undefined)}
        onChange={(event) => {
          const text = event.currentTarget.value
          type(text)
          const number = Number(text)
          if (text === '') onNumber(undefined)
          else if (Number.isFinite(number)) onNumber(number)
        }}
      />
    </div>
  )
}

/** Fields side by side where there is room. */
export const Row = ({ children }: { children: ReactNode }) => <div className={classes.row}>{children}</div>

/** A part of a form that is opened when it is wanted. */
export function Fold({
  title,
  note,
  children,
  isOpen,
}: {
  title: string
  note?: string
  children: ReactNode
  isOpen?: boolean
}) {
  return (
    <details className={classes.fold} open={isOpen}>
      <summary>
        {title}
        {note && <span className={classes.hint}> {note}</span>}
      </summary>
      <div className={classes.folded}>{children}</div>
    </details>
  )
}
