import { useState } from 'react'
import { TextButton } from '~/design/button'
import classes from './own-days.module.css'
import { dayAfter } from './scope'
import { useScope } from './use-scope'

/** Any span of days. People name the last day; the log is asked for what lies before the day after it. */
export function OwnDays({ close }: { close: () => void }) {
  const { span, change } = useScope()
  const [first, setFirst] = useState(span.since ?? '')
  const [last, setLast] = useState(span.until ? dayAfter(span.until, -1) : '')
  const wrong = first !== '' && last !== '' && last < first
  const show = () => {
    change({ period: undefined, since: first || undefined, until: last ? dayAfter(last) : undefined })
    close()
  }
  return (
    <form
      className={classes.days}
      onSubmit={(event) => {
        event.preventDefault()
        show()
      }}
    >
      <label>
        From
        <input type="date" value={first} onChange={(event) => setFirst(event.currentTarget.value)} />
      </label>
      <label>
        to
        <input
          type="date"
          value={last}
          aria-invalid={wrong}
          onChange={(event) => setLast(event.currentTarget.value)}
        />
      </label>
      <TextButton
        small
        type="submit"
        disabled={wrong || (!first && !last)}
        title={wrong ? 'The last day lies before the first.' : undefined}
      >
        Show these days
      </TextButton>
      {wrong && (
        <p className="note worse" role="alert">
          The last day lies before the first.
        </p>
      )}
    </form>
  )
}
