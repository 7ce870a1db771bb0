import { useEffect, useRef, useState, type FormEvent } from 'react'
import { troubleOf } from '~/api/problem'
import { IconButton, TextButton } from '~/design/button'
import { ChoiceField } from '~/design/field'
import { Icon } from '~/design/icon'
import { Failed } from '~/design/states'
import { FEELS, Feels } from './feels'
import { useCorrect, type Label, type NewCorrection, type Said, type Sentence, type Voice } from './queries'
import classes from './sentences.module.css'
import { EMOTIONS, INTENTS } from './wording'

interface CorrectFormProps {
  row: Sentence
  said: Said
  voice: Voice
  drawn: boolean
  onClose: () => void
}

const KEPT = '·' // as it was read

type Choice = [string, string]
const same = (name: string): Choice => [name, name]

/** As it was read, none, or one of many. */
const kept = (read: string, none: string, others: Choice[]): Choice[] => [[KEPT, read], ['', none], ...others]

/** What this opinion is, by keyboard as well: 1 to 5 choose the feeling, Enter saves, Escape leaves. */
export function CorrectForm({ row, said, voice, drawn, onClose }: CorrectFormProps) {
  const [label, setLabel] = useState<Label>(said.label as Label)
  const [topic, setTopic] = useState(KEPT)
  const [emotion, setEmotion] = useState(KEPT)
  const [intent, setIntent] = useState(KEPT)
  const { mutate, isPending, error } = useCorrect()
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLButtonElement>('[aria-pressed="true"]')?.focus(), [])
  const send = (changes: Partial<NewCorrection>) =>
    mutate(
      {
        interaction_id: row.interaction_id,
        part: said.part,
        is_opinion: true,
        is_right: false,
        was_drawn: drawn,
        ...changes,
      },
      { onSuccess: onClose },
    )
  const save = (event?: FormEvent) => {
    event?.preventDefault()
    send({
      label,
      ...(topic === KEPT ? {} : { topic }),
      ...(emotion === KEPT ? {} : { emotion: emotion as NewCorrection['emotion'] }),
      ...(intent === KEPT ? {} : { intent: intent as NewCorrection['intent'] }),
    })
  }
  const leaves = voice.topics
    .filter((one) => !voice.topics.some((other) => other.parent === one.id))
    .map(({ id, name }): Choice => [id, name])
  return (
    <form
      ref={form}
      className={classes.correct}
      aria-label={`Correct “${row.text.slice(said.first, said.last)}”`}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
        const feels = /^[1-5]$/.test(event.key) && FEELS[Number(event.key) - 1]
        if (feels && !(event.target instanceof HTMLSelectElement)) setLabel(feels[0])
        if (
          event.key === 'Enter' &&
          event.target instanceof HTMLButtonElement &&
          event.target.value === 'feels'
        ) {
          event.preventDefault()
          save()
        }
      }}
    >
      <header>
        <b>Correct this opinion</b>{' '}
        <span className="note soft">“{row.text.slice(said.first, said.last)}”</span>
        <IconButton label="Leave it" onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      {error && <Failed trouble={troubleOf(error)} />}
      <Feels label={label} onFeel={setLabel} />
      <div className={classes.choices}>
        <ChoiceField
          label="About"
          value={topic}
          choices={kept(said.topic_name ?? 'no topic', 'nothing', leaves)}
          onChoose={setTopic}
        />
        <ChoiceField
          label="Emotion"
          value={emotion}
          choices={kept(Object.keys(said.emotions)[0] ?? 'none', 'none', EMOTIONS.map(same))}
          onChoose={setEmotion}
        />
        <ChoiceField
          label="Wants"
          value={intent}
          choices={kept(said.intent ?? 'nothing told', 'nothing', INTENTS.map(same))}
          onChoose={setIntent}
        />
      </div>
      <div className={classes.actions}>
        <TextButton small type="submit" disabled={isPending} className={classes.save}>
          {isPending ? 'Saving' : 'Save'} <kbd>↵</kbd>
        </TextButton>
        <TextButton small disabled={isPending} onClick={() => send({ is_opinion: false })}>
          Not an opinion
        </TextButton>
      </div>
      <p className="note soft">
        It counts at once, wherever this is said; what is nearly the same follows it when read.
      </p>
    </form>
  )
}
