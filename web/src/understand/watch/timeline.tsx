import { useState, type FormEvent } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { AreaField, ChoiceField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { useWatchChange, writeDecision, type Moment, type WatchBody } from './queries'
import classes from './watch.module.css'
import { reasonInWords } from './wording'

const WORDS: Record<string, string> = {
  began: 'Watch began',
  alert: 'Alert',
  acknowledged: 'Taken on',
  decided: 'Decided',
  resolved: 'Resolved',
  closed: 'Watch closed',
}

/** What happened with a watch and what people decided, the newest first; decisions are written here. */
export function Timeline({ body }: { body: WatchBody }) {
  const moments = body.timeline.toReversed()
  return (
    <Panel title="Timeline" note="Alerts, answers and decisions, the newest first">
      {!body.watch.closed_at && <NewDecision body={body} />}
      <ol className={classes.timeline}>
        {moments.map((moment) => (
          <li key={`${moment.at} ${moment.kind} ${moment.alert ?? ''}`} data-kind={moment.kind}>
            <p className="note faint">
              <time dateTime={moment.at}>{formatMoment(moment.at)}</time>
              {moment.by && ` · ${moment.by}`}
            </p>
            <p>
              <b>
                {WORDS[moment.kind] ?? moment.kind}
                {moment.alert !== null && ` ${moment.alert}`}
              </b>{' '}
              {textOf(moment)}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function textOf({ kind, text }: Moment): string {
  if (kind !== 'resolved') return text
  const [reason = '', ...rest] = text.split(': ')
  return [reasonInWords(reason.replaceAll(' ', '_')), ...rest].join(': ')
}

function NewDecision({ body: { watch, alerts } }: { body: WatchBody }) {
  const [text, setText] = useState('')
  const [about, setAbout] = useState('')
  const { mutate, error } = useWatchChange()
  const open = alerts.filter(({ state }) => state !== 'resolved')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    mutate(() => writeDecision(watch.slug, text, about ? Number(about) : null), {
      onSuccess: () => setText(''),
    })
  }
  return (
    <form className={classes.decision} onSubmit={submit}>
      <AreaField
        label="Write a decision"
        rows={2}
        maxLength={4000}
        value={text}
        placeholder="Switched the chat off until Monday"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {open.length > 0 && (
        <ChoiceField
          label="About"
          value={about}
          choices={[
            ['', 'the watch'],
            ...open.map(({ number }): [string, string] => [`${number}`, `alert ${number}`]),
          ]}
          onChoose={setAbout}
        />
      )}
      {error && <Failed trouble={troubleOf(error)} />}
      <TextButton type="submit" small disabled={text.trim() === ''}>
        Add decision
      </TextButton>
    </form>
  )
}
