import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { mainButtonClass, TextButton } from '~/design/button'
import { TextField } from '~/design/field'
import classes from './feeds.module.css'
import { useChangeFeed, type Feed, type FeedChange, type FeedKind } from './queries'

/** What can be said anew of a feed. A secret that is left empty stays as it is. */
export function ChangeFeed({
  row,
  kind,
  onClose,
}: {
  row: Feed
  kind: FeedKind | undefined
  onClose: () => void
}) {
  const [name, setName] = useState(row.name)
  const [address, setAddress] = useState(row.address)
  const [secret, setSecret] = useState('')
  const [minutes, setMinutes] = useState(String(row.every_minutes))
  const changing = useChangeFeed(row.source)
  const body: FeedChange = { name, every_minutes: Number(minutes) || row.every_minutes }
  if (address !== row.address) body.address = address
  if (secret) body.secret = secret
  return (
    <form
      className={classes.form}
      aria-label={`Change ${row.name}`}
      onSubmit={(event) => {
        event.preventDefault()
        changing.mutate(body, { onSuccess: onClose })
      }}
    >
      <TextField
        label="Name"
        value={name}
        maxLength={120}
        required
        onChange={(e) => setName(e.currentTarget.value)}
      />
      <TextField
        label="Minutes between two looks"
        value={minutes}
        inputMode="numeric"
        onChange={(event) => setMinutes(event.currentTarget.value)}
      />
      <div className={classes.wide}>
        <TextField
          label="Address"
          value={address}
          maxLength={2000}
          hint="A new address is looked at from its beginning."
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      </div>
      {kind?.secret && (
        <div className={classes.wide}>
          <TextField
            label="Another secret"
            type="password"
            value={secret}
            maxLength={4000}
            onChange={(event) => setSecret(event.currentTarget.value)}
          />
        </div>
      )}
      {changing.isError && (
        <p className={`${classes.wrong} ${classes.wide}`} role="alert">
          {troubleOf(changing.error).detail ?? troubleOf(changing.error).title}
        </p>
      )}
      <p className={`${classes.actions} ${classes.wide}`}>
        <button type="submit" className={mainButtonClass} disabled={changing.isPending || !name.trim()}>
          Save
        </button>
        <TextButton onClick={onClose}>Cancel</TextButton>
      </p>
    </form>
  )
}
