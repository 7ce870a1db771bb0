import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { mainButtonClass } from '~/design/button'
import { TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ErasuresPanel } from './erasures-panel'
import { PersonPanel } from './person-panel'
import classes from './privacy.module.css'
import { personQuery } from './queries'
import { RetentionPanel } from './retention-panel'

/** What a person may ask of the company: what is known of them, and to be forgotten. */
export default function PrivacyPage() {
  usePageTitle('Privacy')
  const [wanted, want] = useState('')
  return (
    <div className={classes.stack}>
      <FindPerson onFind={want} />
      {wanted && <Found wanted={wanted} />}
      <ErasuresPanel />
      <RetentionPanel />
    </div>
  )
}

function FindPerson({ onFind }: { onFind: (wanted: string) => void }) {
  const [text, write] = useState('')
  return (
    <Panel
      level={1}
      title="Give out or erase what is known of somebody"
      note="An e-mail address, user_id:17, phone:+44…, or a customer id. Every store is asked."
    >
      <form
        role="search"
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          onFind(asIdentifier(text))
        }}
      >
        <TextField
          label="Who"
          value={text}
          maxLength={300}
          required
          placeholder="email:ada@example.com"
          onChange={(event) => write(event.currentTarget.value)}
        />
        <button type="submit" className={mainButtonClass} disabled={!text.trim()}>
          Find
        </button>
      </form>
    </Panel>
  )
}

/** What has an @ and no kind before it is an e-mail address. */
function asIdentifier(text: string): string {
  const plain = text.trim()
  return /^[^:]+@[^:]+$/.test(plain) ? `email:${plain}` : plain
}

function Found({ wanted }: { wanted: string }) {
  const person = useQuery(personQuery(wanted))
  return (
    <Loaded query={person} shapes={<Shapes rows={4} height={28} label="Looking through every store" />}>
      {(found) => <PersonPanel key={found.customer_id} person={found} />}
    </Loaded>
  )
}
