import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { mainButtonClass } from '~/design/button'
import { AreaField, ChoiceField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { filtersQuery } from '~/record/interactions/queries'
import classes from './notes.module.css'
import { noteTopicsQuery, writeNote } from './queries'

/** What somebody noticed, in a few words; what it is about is found from them where nobody says it. */
export function NoteForm() {
  const [text, setText] = useState('')
  const [touchpoint, choosePlace] = useState('')
  const [topic, chooseTopic] = useState('')
  const [unnamed, setUnnamed] = useState(false)
  const places = useQuery(filtersQuery).data?.touchpoints ?? []
  const topics = useQuery(noteTopicsQuery).data?.rows ?? []
  const keep = useChange(['notes'], writeNote)
  const save = () =>
    keep.mutate({ text, touchpoint, topic, unnamed }, { onSuccess: () => (setText(''), chooseTopic('')) })
  return (
    <Panel
      title="What did you notice?"
      note="What customers do, ask for or struggle with, before anybody counts it"
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <AreaField
          label="In a sentence or two"
          hint="No names of customers: they belong in a case."
          value={text}
          rows={3}
          maxLength={4000}
          spellCheck
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={classes.about}>
          <ChoiceField
            label="Where"
            value={touchpoint}
            choices={[
              ['', 'Not at one touchpoint'],
              ...places.map((one): [string, string] => [one.touchpoint, one.touchpoint]),
            ]}
            onChoose={choosePlace}
          />
          {topics.length > 0 && (
            <ChoiceField
              label="About"
              value={topic}
              choices={[
                ['', 'Found from the words'],
                ...topics.map((one): [string, string] => [one.topic, one.name]),
              ]}
              onChoose={chooseTopic}
            />
          )}
        </div>
        <label className={classes.unnamed}>
          <input
            type="checkbox"
            checked={unnamed}
            onChange={(event) => setUnnamed(event.currentTarget.checked)}
          />{' '}
          Without my name: only the day is kept, and it cannot be deleted later
        </label>
        {keep.isError && <Failed trouble={troubleOf(keep.error)} />}
        <p>
          <button type="submit" className={mainButtonClass} disabled={keep.isPending || text.trim() === ''}>
            Note it
          </button>
          {keep.isSuccess && text === '' && (
            <span role="status" className="note soft">
              {' '}
              Noted. Thank you.
            </span>
          )}
        </p>
      </form>
    </Panel>
  )
}
