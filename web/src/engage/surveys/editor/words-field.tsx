import { useId, useRef, type KeyboardEvent } from 'react'
import { Picker } from '~/design/picker'
import type { Words } from '../definition/definition'
import type { Placed } from '../definition/places'
import { shortened, titleOf } from '../logic/sentence'
import { withQuoted } from '../logic/piping'
import { OWN, withWords, wordsIn } from '../words/words'
import classes from './fields.module.css'

interface WordsFieldProps {
  label: string
  words: Words | undefined
  onWords: (words: Words | undefined) => void
  id?: string
  placeholder?: string
  hint?: string
  /** Earlier questions whose answers can be quoted. */
  quotable?: Placed[]
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
}

/** A text people will read, in the survey's own language; it grows with what is written. */
export function WordsField({ label, words, onWords, quotable, hint, ...rest }: WordsFieldProps) {
  const own = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const id = rest.id ?? own
  const text = wordsIn(words)
  const write = (next: string) => onWords(withWords(words, OWN, next))
  const quote = (name: string) => {
    const { selectionStart, selectionEnd } = area.current ?? {
      selectionStart: text.length,
      selectionEnd: text.length,
    }
    const next = withQuoted(text, name, selectionStart, selectionEnd)
    write(next.text)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(next.cursor, next.cursor)
    })
  }
  return (
    <div className={classes.field}>
      <div className={classes.labelLine}>
        <label htmlFor={id}>{label}</label>
        {quotable && quotable.length > 0 && (
          <Picker
            small
            movesOn
            label={`Quote an earlier answer in ${label}`}
            shown="Quote an answer"
            options={quotable.map(({ question }) => ({
              key: question.name,
              label: shortened(titleOf(question)),
            }))}
            chosen={[]}
            onPick={quote}
          />
        )}
      </div>
      <textarea
        {...rest}
        ref={area}
        id={id}
        rows={1}
        className={classes.words}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {hint && <p className={classes.hint}>{hint}</p>}
    </div>
  )
}
