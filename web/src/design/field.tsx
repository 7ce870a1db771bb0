/** A labelled place to write or choose in. The hint says what it is for, the wrong what to do about it. */
import { useId, type ComponentPropsWithRef, type ReactNode } from 'react'
import classes from './field.module.css'

interface FrameProps {
  label: string
  hint?: ReactNode
  wrong?: string
}

function Frame({ id, label, hint, wrong, children }: FrameProps & { id: string; children: ReactNode }) {
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && <p className={classes.hint}>{hint}</p>}
      {wrong && (
        <p className={classes.wrong} role="alert">
          {wrong}
        </p>
      )}
    </div>
  )
}

export function TextField({ label, hint, wrong, ...rest }: FrameProps & ComponentPropsWithRef<'input'>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} wrong={wrong}>
      <input id={id} className={classes.input} autoComplete="off" spellCheck={false} {...rest} />
    </Frame>
  )
}

export function AreaField({ label, hint, wrong, ...rest }: FrameProps & ComponentPropsWithRef<'textarea'>) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} wrong={wrong}>
      <textarea id={id} className={classes.area} spellCheck={false} {...rest} />
    </Frame>
  )
}

interface ChoiceFieldProps extends FrameProps {
  value: string
  choices: [value: string, name: string][]
  onChoose: (value: string) => void
}

export function ChoiceField({ label, hint, wrong, value, choices, onChoose }: ChoiceFieldProps) {
  const id = useId()
  return (
    <Frame id={id} label={label} hint={hint} wrong={wrong}>
      <select
        id={id}
        className={classes.input}
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {choices.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </Frame>
  )
}
