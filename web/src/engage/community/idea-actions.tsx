import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { AreaField, ChoiceField } from '~/design/field'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import followed from '~/design/followed.module.css'
import { answerIdea, changeStatus, moderate, useCommunityChange, type Idea, type Status } from './queries'
import { statusChoices } from './wording'

/** What becomes of it, in words that everybody sees; who asked is told once. */
export function IdeaActions({ idea }: { idea: Idea }) {
  const [text, setText] = useState('')
  const [status, setStatus] = useState<string>(idea.status)
  const [tells, setTells] = useState('yes')
  const { mutate, error, isPending } = useCommunityChange()
  const act = (work: () => Promise<unknown>) => mutate(work, { onSuccess: () => setText('') })
  const { number, is_locked, is_shown, is_waiting, demand } = idea
  const choices: [string, string][] = [
    ['yes', `Tell the ${formatCount(demand.people)} who asked, once each`],
    ['no', 'Tell nobody'],
  ]
  return (
    <Panel title="What becomes of it">
      <form className={followed.form} onSubmit={(event) => event.preventDefault()}>
        <AreaField
          label="Official answer"
          value={text}
          maxLength={5000}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={followed.row}>
          <ChoiceField label="Status" value={status} choices={statusChoices()} onChoose={setStatus} />
          <ChoiceField label="Mail" value={tells} choices={choices} onChoose={setTells} />
          <TextButton
            disabled={isPending || status === idea.status}
            onClick={() => act(() => changeStatus(number, status as Status, text, tells === 'yes'))}
          >
            Change the status
          </TextButton>
          <TextButton
            disabled={isPending || text.trim().length < 2}
            onClick={() => act(() => answerIdea(number, text))}
          >
            Only answer
          </TextButton>
        </div>
        <div className={followed.row}>
          {is_waiting && (
            <TextButton small disabled={isPending} onClick={() => act(() => moderate(number, 'let_in'))}>
              Let it in
            </TextButton>
          )}
          <TextButton
            small
            disabled={isPending}
            onClick={() => act(() => moderate(number, is_locked ? 'unlock' : 'lock'))}
          >
            {is_locked ? 'Open it for votes' : 'Close it for votes'}
          </TextButton>
          <TextButton
            small
            disabled={isPending}
            onClick={() => act(() => moderate(number, is_shown ? 'hide' : 'show'))}
          >
            {is_shown ? 'Hide it' : 'Show it'}
          </TextButton>
        </div>
        {error && <Failed trouble={troubleOf(error)} />}
      </form>
    </Panel>
  )
}
