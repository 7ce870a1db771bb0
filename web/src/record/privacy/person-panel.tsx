import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { buttonClass, TextButton } from '~/design/button'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { identifierName } from '~/record/customers/naming'
import { EraseForm } from './erase-form'
import classes from './privacy.module.css'
import type { Person } from './queries'
import { storeName } from './wording'

/** One person: what each store holds, the file with all of it, and the way out of all of it. */
export function PersonPanel({ person }: { person: Person }) {
  const [erasing, erase] = useState(false)
  const [isAsked, ask] = useState(false)
  const { customer_id, identifiers, stores } = person
  if (isAsked) {
    return (
      <Panel title={customer_id}>
        <p className={classes.body} role="status">
          {customer_id} is being erased. How far it is stands below.
        </p>
      </Panel>
    )
  }
  return (
    <Panel
      title={<Link to="/customers/$customer_id" params={{ customer_id }} children={customer_id} />}
      note={identifiers.map(({ kind, value }) => `${identifierName(kind)} ${value}`).join(' · ')}
      tools={
        <>
          <a
            className={buttonClass}
            href={`/api/customers/${encodeURIComponent(customer_id)}/export`}
            download
          >
            Download everything
          </a>
          <TextButton aria-expanded={erasing} onClick={() => erase(!erasing)}>
            Erase
          </TextButton>
        </>
      }
    >
      {erasing && <EraseForm person={person} onClose={() => erase(false)} onAsked={() => ask(true)} />}
      <ul className={classes.list} aria-label="What is kept of this person">
        {stores.map(({ store, holds, rows }) => (
          <li key={store}>
            <span className={classes.count}>{formatCount(rows)}</span>
            <span>{storeName(store)}</span>
            <span className={`${classes.grow} note soft`}>{holds}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
