import { useState, type FormEvent } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { ChoiceField, TextField } from '~/design/field'
import { Failed } from '~/design/states'
import { useWish, type NewWish, type Topic, type Voice } from './queries'
import classes from './topic-panel.module.css'

type Tool = 'rename' | 'merge' | 'split'

/** What a topic is to be called, part of, or parted into; it holds whenever topics are found anew. */
export function TopicTools({ topic, voice }: { topic: Topic; voice: Voice }) {
  const [tool, take] = useState<Tool>()
  const [name, setName] = useState(topic.name)
  const others = voice.topics.filter(
    (one) => one.id !== topic.id && (one.parent === null) === (topic.parent === null),
  )
  const [into, setInto] = useState(others[0]?.id ?? '')
  const { mutate, isPending, error } = useWish()
  const wish = (body: Partial<NewWish> & Pick<NewWish, 'kind'>) =>
    mutate({ name: '', parts: 2, topic: topic.id, ...body }, { onSuccess: () => take(undefined) })
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (tool === 'rename') wish({ kind: 'rename', name })
    if (tool === 'merge') wish({ kind: 'merge', into })
    if (tool === 'split') wish({ kind: 'split' })
  }
  const isTheme = voice.topics.some((one) => one.parent === topic.id)
  return (
    <div className={classes.tools}>
      {error && <Failed trouble={troubleOf(error)} />}
      {tool === undefined && (
        <>
          <TextButton small onClick={() => take('rename')}>
            Rename
          </TextButton>
          {!isTheme && others.length > 0 && (
            <TextButton small onClick={() => take('merge')}>
              Merge
            </TextButton>
          )}
          {!isTheme && (
            <TextButton small onClick={() => take('split')}>
              Split
            </TextButton>
          )}
          {!topic.is_pinned && (
            <TextButton small disabled={isPending} onClick={() => wish({ kind: 'pin' })}>
              Pin
            </TextButton>
          )}
        </>
      )}
      {tool !== undefined && (
        <form
          onSubmit={save}
          onKeyDown={(event) => event.key === 'Escape' && take(undefined)}
          className={classes.wish}
        >
          {tool === 'rename' && (
            <TextField
              label="Name"
              value={name}
              maxLength={80}
              autoFocus
              required
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          {tool === 'merge' && (
            <ChoiceField
              label="Becomes part of"
              value={into}
              choices={others.map((one) => [one.id, one.name])}
              onChoose={setInto}
            />
          )}
          {tool === 'split' && <p>“{topic.name}” is parted in two, as its sentences lie.</p>}
          <TextButton small type="submit" disabled={isPending}>
            {isPending ? 'Finding topics anew' : SAVES[tool]}
          </TextButton>
          <TextButton small onClick={() => take(undefined)}>
            Leave it
          </TextButton>
        </form>
      )}
    </div>
  )
}

const SAVES: Record<Tool, string> = { rename: 'Save the name', merge: 'Merge', split: 'Split in two' }
