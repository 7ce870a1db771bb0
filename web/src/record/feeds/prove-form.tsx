import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { CopyButton } from '~/design/copy-block'
import { TextField } from '~/design/field'
import classes from './feeds.module.css'
import { useProve } from './queries'

/** A code for the customer to post, or the word of somebody who knows. */
export function ProveForm({ author, onClose }: { author: string; onClose: () => void }) {
  const [customer, setCustomer] = useState('')
  const [evidence, setEvidence] = useState('')
  const proving = useProve()
  const made = proving.data
  if (made && 'code' in made)
    return (
      <div className={classes.once} role="status">
        <p>
          <b>Give this code to the customer alone</b>, by the address you know. Once they post it under this
          public name, within a week, they are one. It is not shown again.
        </p>
        <code>{made.code}</code>
        <p className={classes.actions}>
          <CopyButton text={made.code} name="Copy the code" />
          <TextButton small onClick={onClose}>
            I have it
          </TextButton>
        </p>
      </div>
    )
  return (
    <form
      className={classes.form}
      aria-label="Who this public author is"
      onSubmit={(event) => {
        event.preventDefault()
        proving.mutate({ author, customer, evidence }, { onSuccess: onClose })
      }}
    >
      <TextField
        label="Customer"
        value={customer}
        required
        pattern="cus_[0-9a-f]{16}"
        placeholder="cus_…"
        hint="The id on the customer’s page."
        onChange={(event) => setCustomer(event.currentTarget.value.trim())}
      />
      <div className={classes.wide}>
        <TextField
          label="How it is known"
          value={evidence}
          maxLength={2000}
          placeholder="She said so on the phone on 3 November."
          hint="Leave it empty to have them prove it by a code."
          wrong={
            proving.isError ? (troubleOf(proving.error).detail ?? troubleOf(proving.error).title) : undefined
          }
          onChange={(event) => setEvidence(event.currentTarget.value)}
        />
      </div>
      <p className={`${classes.actions} ${classes.wide}`}>
        <TextButton
          small
          disabled={proving.isPending || !customer || evidence.trim().length > 0}
          onClick={() => proving.mutate({ author, customer })}
        >
          Make a code
        </TextButton>
        <TextButton
          small
          type="submit"
          disabled={proving.isPending || !customer || evidence.trim().length < 10}
        >
          It is known
        </TextButton>
        <TextButton small onClick={onClose}>
          Cancel
        </TextButton>
      </p>
    </form>
  )
}
