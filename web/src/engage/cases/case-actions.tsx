import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { AreaField, ChoiceField, TextField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { sessionQuery } from '~/record/interactions/queries'
import followed from '~/design/followed.module.css'
import {
  assign,
  conclude,
  confirmRecovery,
  dismiss,
  noteContact,
  useCaseChange,
  writeNote,
  type Case,
  type Conclusion,
} from './queries'
import { CHANNELS, CONCLUSIONS } from './wording'

/** The next step, in words: note it, be in touch, conclude, confirm. */
export function CaseActions({ row }: { row: Case }) {
  const [text, setText] = useState('')
  const [channel, setChannel] = useState('phone')
  const [conclusion, setConclusion] = useState('solved')
  const [rootCause, setRootCause] = useState(row.root_cause)
  const session = useQuery(sessionQuery)
  const { mutate, error, isPending } = useCaseChange()
  if (row.state === 'closed' || row.state === 'dismissed') return null
  const act = (work: () => Promise<unknown>) => mutate(work, { onSuccess: () => setText('') })
  const words = text.trim() !== ''
  const me = session.data?.user.email
  const contacted = row.contacted_at !== null
  return (
    <Panel title={contacted ? 'What came of it' : 'Be in touch'}>
      <form className={followed.form} onSubmit={(event) => event.preventDefault()}>
        <AreaField
          label="In words"
          value={text}
          maxLength={4000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={followed.row}>
          <ChoiceField label="By" value={channel} choices={CHANNELS} onChoose={setChannel} />
          <TextButton disabled={isPending} onClick={() => act(() => noteContact(row.number, channel, text))}>
            I was in touch
          </TextButton>
          <TextButton disabled={isPending || !words} onClick={() => act(() => writeNote(row.number, text))}>
            Only a note
          </TextButton>
          {me && me !== row.owner && (
            <TextButton disabled={isPending} onClick={() => act(() => assign(row.number, me))}>
              Give it to me
            </TextButton>
          )}
        </div>
        <div className={followed.row}>
          <ChoiceField
            label="What came of it"
            value={conclusion}
            choices={CONCLUSIONS}
            onChoose={setConclusion}
          />
          <TextField
            label="Root cause"
            value={rootCause}
            maxLength={80}
            onChange={(event) => setRootCause(event.currentTarget.value)}
          />
          <TextButton
            disabled={isPending}
            onClick={() => act(() => conclude(row.number, conclusion as Conclusion, rootCause, text))}
          >
            Conclude
          </TextButton>
          <TextButton
            disabled={isPending || !words || !contacted}
            onClick={() => act(() => confirmRecovery(row.number, text))}
          >
            The customer says it is well
          </TextButton>
          <TextButton disabled={isPending || !words} onClick={() => act(() => dismiss(row.number, text))}>
            It is no case
          </TextButton>
        </div>
        <p className="note soft">
          A case is closed once there is evidence: a better score, a positive answer, another order after you
          were in touch, or the customer’s own word.
        </p>
        {error && <Failed trouble={troubleOf(error)} />}
      </form>
    </Panel>
  )
}
