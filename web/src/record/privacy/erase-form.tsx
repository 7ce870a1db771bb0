import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { mainButtonClass, TextButton } from '~/design/button'
import { TextField } from '~/design/field'
import classes from './privacy.module.css'
import { useErase, type Person } from './queries'
import { contents, countsOf } from './wording'

interface EraseFormProps {
  person: Person
  onClose: () => void
  onAsked: () => void
}

/** Says what will happen, and lets it happen only to whom is named. */
export function EraseForm({ person, onClose, onAsked }: EraseFormProps) {
  const { customer_id } = person
  const [typed, type] = useState('')
  const erasing = useErase(customer_id)
  return (
    <form
      className={classes.danger}
      aria-label={`Erase ${customer_id}`}
      onSubmit={(event) => {
        event.preventDefault()
        erasing.mutate(typed, { onSuccess: onAsked })
      }}
    >
      <p>
        This removes {contents(countsOf(person))}, from old versions of the log and the database’s files as
        well. Events of theirs from before now are refused from now on. It cannot be undone, and backups made
        before keep what they hold.
      </p>
      <div className={classes.form}>
        <TextField
          label={`Type ${customer_id} to erase this person`}
          value={typed}
          maxLength={40}
          autoFocus
          wrong={erasing.isError ? troubleOf(erasing.error).detail : undefined}
          onChange={(event) => type(event.currentTarget.value.trim())}
        />
        <button
          type="submit"
          className={mainButtonClass}
          disabled={typed !== customer_id || erasing.isPending}
        >
          Erase for good
        </button>
        <TextButton onClick={onClose}>Cancel</TextButton>
      </div>
    </form>
  )
}
