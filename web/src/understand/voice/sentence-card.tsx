import { Link } from '@tanstack/react-router'
import { useState, type KeyboardEvent } from 'react'
import { troubleOf } from '~/api/problem'
import { formatDay } from '~/design/dates'
import { FeelingValue } from '~/design/feeling'
import { formatCount } from '~/design/numbers'
import { Failed } from '~/design/states'
import { ChannelMark } from '~/record/interactions/channel-mark'
import { channelOf } from '~/record/interactions/channels'
import { CorrectForm } from './correct-form'
import { MarkedText } from './marked-text'
import { useCorrect, type Said, type Sentence, type Voice } from './queries'
import classes from './sentences.module.css'

interface SentenceCardProps {
  row: Sentence
  voice: Voice
  drawn?: boolean
}

/** A text with what was read in it, and the way to say it better. Keys: C corrects, R says right, Escape leaves. */
export function SentenceCard({ row, voice, drawn }: SentenceCardProps) {
  const wanted = row.opinions.find((one) => one.is_wanted) ?? row.opinions[0]
  const feeling = feelingOf(row.opinions.filter((one) => one.is_wanted))
  const [correcting, correct] = useState<Said>()
  const { mutate, isPending, error } = useCorrect()
  const right = () => {
    if (wanted)
      mutate({
        interaction_id: row.interaction_id,
        part: wanted.part,
        is_right: true,
        is_opinion: true,
        was_drawn: drawn ?? false,
      })
  }
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'c' && wanted) correct(wanted)
    else if (event.key === 'r') right()
    else return
    event.preventDefault()
  }
  return (
    <article className={classes.sentence} tabIndex={0} onKeyDown={press} aria-label={wordsOf(row)}>
      <ChannelMark channel={row.channel} />
      <div>
        <p lang={row.language ?? undefined}>
          <MarkedText row={row} onCorrect={correct} />
        </p>
        <footer>
          <span className="note soft">{wordsOf(row)}</span>
          {feeling !== null && <FeelingValue value={feeling} />}
          {wanted?.is_checked && <span className="note soft">checked</span>}
          {!row.customer_id.startsWith('pub_') && (
            <Link className="quiet" to="/customers/$customer_id" params={{ customer_id: row.customer_id }}>
              Open
            </Link>
          )}
          {wanted && (
            <>
              {!wanted.is_checked && (
                <button type="button" className={classes.plain} disabled={isPending} onClick={right}>
                  Right
                </button>
              )}
              <button
                type="button"
                className={classes.plain}
                aria-expanded={correcting !== undefined}
                onClick={() => correct(correcting ? undefined : wanted)}
              >
                Correct
              </button>
            </>
          )}
        </footer>
        {error && <Failed trouble={troubleOf(error)} />}
        {correcting && (
          <CorrectForm
            key={correcting.part}
            row={row}
            said={correcting}
            voice={voice}
            drawn={drawn ?? false}
            onClose={() => correct(undefined)}
          />
        )}
      </div>
    </article>
  )
}

/** The mean of what was asked for; nothing where none of it dared to be told. */
function feelingOf(said: readonly Said[]): number | null {
  const told = said.flatMap(({ sentiment }) => sentiment ?? [])
  return told.length > 0 ? told.reduce((sum, one) => sum + one, 0) / told.length : null
}

function wordsOf(row: Sentence): string {
  const score =
    row.score === null ? null : `${formatCount(row.score)} of ${formatCount(row.scale_max ?? row.score)}`
  const told = [channelOf(row.channel).name.toLowerCase(), formatDay(row.time), row.touchpoint, score]
  return told.filter(Boolean).join(' · ')
}
