import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { mainButtonClass, TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import classes from './sources.module.css'
import { useMakeSource, type SourceKind } from './queries'
import { KINDS } from './wording'

/** A name and a kind; the rest is made. */
export function NewSource({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('')
  const [kind, setKind] = useState<SourceKind>('web')
  const making = useMakeSource()
  const navigate = useNavigate()
  const make = () =>
    making.mutate(
      { name, kind },
      { onSuccess: (made) => void navigate({ to: '/sources/$slug', params: { slug: made.slug } }) },
    )
  return (
    <form
      className={classes.form}
      aria-label="New source"
      onSubmit={(event) => {
        event.preventDefault()
        make()
      }}
    >
      <TextField
        label="Name"
        value={name}
        maxLength={120}
        required
        autoFocus
        placeholder="Web shop"
        wrong={making.isError ? troubleOf(making.error).detail : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ChoiceField
        label="Kind"
        value={kind}
        choices={KINDS.filter(([key]) => key !== 'import')}
        onChoose={(chosen) => setKind(chosen as SourceKind)}
      />
      <p className={classes.actions}>
        <button type="submit" className={mainButtonClass} disabled={making.isPending || !name.trim()}>
          Make the source
        </button>
        <TextButton onClick={onClose}>Cancel</TextButton>
      </p>
    </form>
  )
}
