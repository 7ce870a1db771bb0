import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { mainButtonClass, TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import classes from './feeds.module.css'
import { useMakeFeed, type FeedKind, type NewFeed as Wanted } from './queries'

/** A name, a kind, an address, and for some kinds a secret. */
export function NewFeed({ kinds, onClose }: { kinds: FeedKind[]; onClose: () => void }) {
  const [name, setName] = useState('')
  const [kind, setKind] = useState('feed')
  const [address, setAddress] = useState('')
  const [secret, setSecret] = useState('')
  const [minutes, setMinutes] = useState('30')
  const making = useMakeFeed()
  const known = kinds.find((one) => one.name === kind)
  const body = { name, kind: kind as Wanted['kind'], address, secret, every_minutes: Number(minutes) || 30 }
  return (
    <form
      className={classes.form}
      aria-label="New feed"
      onSubmit={(event) => {
        event.preventDefault()
        making.mutate(body, { onSuccess: onClose })
      }}
    >
      <TextField
        label="Name"
        value={name}
        maxLength={120}
        required
        autoFocus
        placeholder="Forum"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ChoiceField
        label="Kind"
        value={kind}
        choices={kinds.map((one) => [one.name, one.title])}
        onChoose={setKind}
      />
      <TextField
        label="Minutes between two looks"
        value={minutes}
        inputMode="numeric"
        pattern="[0-9]{1,5}"
        onChange={(event) => setMinutes(event.currentTarget.value)}
      />
      <div className={classes.wide}>
        <TextField
          label="Address"
          value={address}
          maxLength={2000}
          required={kind !== 'play'}
          hint={known && `Such as ${known.address}`}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      </div>
      {known?.secret && (
        <div className={classes.wide}>
          <TextField
            label="Secret"
            type="password"
            value={secret}
            maxLength={4000}
            required={known.is_secret_needed}
            hint={`${known.secret} It is kept sealed and never shown.`}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        </div>
      )}
      {making.isError && (
        <p className={`${classes.wrong} ${classes.wide}`} role="alert">
          {troubleOf(making.error).detail ?? troubleOf(making.error).title}
        </p>
      )}
      <p className={`${classes.actions} ${classes.wide}`}>
        <button type="submit" className={mainButtonClass} disabled={making.isPending || !name.trim()}>
          Look at it
        </button>
        <TextButton onClick={onClose}>Cancel</TextButton>
      </p>
    </form>
  )
}
