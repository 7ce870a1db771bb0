import { useId, type ClipboardEvent, type KeyboardEvent } from 'react'
import { IconButton, TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { fromLines, newChoice, textOf, withText } from '../definition/choices'
import type { ChoiceLike } from '../definition/definition'
import { OWN } from '../words/words'
import classes from './fields.module.css'

interface ChoicesFieldProps {
  label: string
  /** What one of them is called: choice, row, column. */
  one: string
  choices: ChoiceLike[]
  isFixed: boolean
  onChoices: (choices: ChoiceLike[], field?: string) => void
}

/** A list people choose from. Enter adds one below, Backspace in an empty one removes it, lines can be pasted. */
export function ChoicesField({ label, one, choices, isFixed, onChoices }: ChoicesFieldProps) {
  const id = useId()
  const focus = (at: number) => requestAnimationFrame(() => document.getElementById(`${id}-${at}`)?.focus())
  const named = (at: number) => `${one} ${at + 1}`
  const add = (after: number) => {
    onChoices(choices.toSpliced(after + 1, 0, newChoice(choices, capital(one))))
    requestAnimationFrame(() => {
      const input = document.getElementById(`${id}-${after + 1}`) as HTMLInputElement | null
      input?.focus()
      input?.select()
    })
  }
  const remove = (at: number) => {
    onChoices(choices.toSpliced(at, 1))
    focus(Math.max(0, at - 1))
  }
  const move = (at: number, by: number) => {
    if (!choices[at + by] && choices[at + by] !== 0) return
    onChoices(choices.toSpliced(at, 1).toSpliced(at + by, 0, choices[at]!))
    focus(at + by)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>, at: number) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (event.altKey && by) {
      event.stopPropagation()
      move(at, by)
    } else if (event.key === 'Enter') add(at)
    else if (event.key === 'Backspace' && event.currentTarget.value === '' && choices.length > 1) remove(at)
    else return
    event.preventDefault()
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>, at: number) => {
    const lines = fromLines(event.clipboardData.getData('text'))
    if (lines.length < 2) return
    event.preventDefault()
    const taken = choices.map((choice) => textOf(choice))
    onChoices(
      choices.toSpliced(at, 1, ...lines.filter((line) => line === taken[at] || !taken.includes(line))),
    )
  }
  return (
    <fieldset className={classes.choices}>
      <legend>{label}</legend>
      <ol>
        {choices.map((choice, at) => (
          <li key={at}>
            <input
              id={`${id}-${at}`}
              aria-label={capital(named(at))}
              className={classes.choice}
              value={textOf(choice, OWN)}
              onChange={(event) =>
                onChoices(
                  choices.map((each, place) =>
                    place === at ? withText(each, event.currentTarget.value, OWN, isFixed) : each,
                  ),
                  `${label}.${at}`,
                )
              }
              onKeyDown={(event) => press(event, at)}
              onPaste={(event) => paste(event, at)}
            />
            <IconButton label={`Move ${named(at)} up`} disabled={at === 0} onClick={() => move(at, -1)}>
              <Icon name="up" />
            </IconButton>
            <IconButton
              label={`Move ${named(at)} down`}
              disabled={at === choices.length - 1}
              onClick={() => move(at, 1)}
            >
              <Icon name="below" />
            </IconButton>
            <IconButton label={`Remove ${named(at)}`} onClick={() => remove(at)}>
              <Icon name="close" />
            </IconButton>
          </li>
        ))}
      </ol>
      <TextButton small onClick={() => add(choices.length - 1)}>
        <Icon name="plus" /> Add a {one}
      </TextButton>
      <span className={classes.hint}>
        Enter adds one below, Alt+↑ and Alt+↓ move, several lines can be pasted
      </span>
    </fieldset>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
