import { type FormEvent, useState } from 'react'
import { troubleOf } from '~/api/problem'
import { buttonClass, mainButtonClass } from '~/design/button'
import { Failed } from '~/design/states'
import classes from './identity.module.css'
import { useMerge } from './identity-queries'

/** Says that another customer is this one. */
export function MergeForm({ customer_id }: { customer_id: string }) {
  const [other, setOther] = useState('')
  const [reason, setReason] = useState('')
  const merge = useMerge(customer_id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    merge.mutate({ other: other.trim(), reason }, { onSuccess: () => (setOther(''), setReason('')) })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <label>
        Customer id or identifier
        <input required maxLength={300} value={other} onChange={({ target }) => setOther(target.value)} />
      </label>
      <label>
        Why
        <input maxLength={1000} value={reason} onChange={({ target }) => setReason(target.value)} />
      </label>
      <button
        type="submit"
        className={other.trim() ? mainButtonClass : buttonClass}
        disabled={merge.isPending || !other.trim()}
      >
        Merge
      </button>
      {merge.isError && <Failed trouble={troubleOf(merge.error)} />}
      {merge.isSuccess && <p role="status">They are one customer now. Undo it under Decisions.</p>}
    </form>
  )
}
