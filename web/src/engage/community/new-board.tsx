import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import followed from '~/design/followed.module.css'
import { makeBoard, useCommunityChange } from './queries'

const WHO: [string, string][] = [
  ['all', 'Everybody may read it'],
  ['private', 'Only people from our site, or of the domains below'],
]
const WHEN: [string, string][] = [
  ['at_once', 'New ideas are seen at once'],
  ['reviewed', 'New ideas wait for staff'],
]

/** A board can be seen as soon as it is made. */
export function NewBoardForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('Ideas')
  const [slug, setSlug] = useState('ideas')
  const [address, setAddress] = useState(window.location.origin)
  const [domains, setDomains] = useState('')
  const [who, setWho] = useState('all')
  const [when, setWhen] = useState('at_once')
  const { mutate, error, isPending } = useCommunityChange()
  const body = {
    name,
    slug,
    address,
    domains,
    intro: '',
    is_private: who === 'private',
    is_reviewed: when === 'reviewed',
  }
  const make = () => mutate(() => makeBoard(body), { onSuccess: onDone })
  return (
    <Panel title="A new board">
      <form
        className={followed.form}
        onSubmit={(event) => {
          event.preventDefault()
          make()
        }}
      >
        <div className={followed.row}>
          <TextField label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextField
            label="Short name"
            hint={`It is seen at /b/${slug}`}
            value={slug}
            pattern="[a-z0-9\-]+"
            onChange={(event) => setSlug(event.currentTarget.value)}
          />
          <TextField
            label="Address of this installation"
            hint="As customers reach it; links in mails begin with it"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
        </div>
        <div className={followed.row}>
          <ChoiceField label="Who" value={who} choices={WHO} onChoose={setWho} />
          <ChoiceField label="When" value={when} choices={WHEN} onChoose={setWhen} />
          {who === 'private' && (
            <TextField
              label="Domains of mailboxes"
              hint="With commas: example.org"
              value={domains}
              onChange={(event) => setDomains(event.currentTarget.value)}
            />
          )}
        </div>
        <div className={followed.row}>
          <TextButton type="submit" disabled={isPending}>
            Make it
          </TextButton>
          <TextButton onClick={onDone}>Leave it</TextButton>
        </div>
        {error && <Failed trouble={troubleOf(error)} />}
      </form>
    </Panel>
  )
}
