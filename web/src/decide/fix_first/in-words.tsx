import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { formatShortDay } from '~/design/dates'
import { MoreButton } from '~/design/more-button'
import { formatCount } from '~/design/numbers'
import { ChannelMark } from '~/record/interactions/channel-mark'
import { channelOf } from '~/record/interactions/channels'
import { useScope } from '~/record/interactions/use-scope'
import classes from './in-words.module.css'
import { readFixFirstSearch, wordsQuery, type PainInWords, type Words } from './queries'
import { formatEffect, formatEffectInterval } from './wording'

const FIRST = 3

/** What hurts in people's own words: topics found in opinions, each with the sentences it rests on. */
export function InWords() {
  const { query } = useScope()
  const { moves } = readFixFirstSearch(useSearch({ strict: false }))
  const words = useQuery(wordsQuery(query, moves))
  const [shown, show] = useState(FIRST)
  if (!words.isSuccess || words.data.opinions === 0) return null
  const { rows } = words.data
  return (
    <section className={classes.words} aria-label="Found in what people say">
      <h3 className={classes.title}>
        Found in what people say{' '}
        <span className="note faint">
          {formatCount(words.data.opinions)} opinions of {formatCount(words.data.people)} customers, ranked by
          how many it hurts times how badly. What they do next is an association.
        </span>
      </h3>
      {rows.length === 0 && (
        <p className="note soft">No matter hurts five customers or more in this period and selection.</p>
      )}
      <ol className={classes.list}>
        {rows.slice(0, shown).map((row) => (
          <Pain key={row.topic} row={row} words={words.data} />
        ))}
      </ol>
      {rows.length > FIRST && (
        <MoreButton
          shown={Math.min(shown, rows.length)}
          total={rows.length}
          waiting={false}
          onMore={shown < rows.length ? () => show(rows.length) : undefined}
        />
      )}
    </section>
  )
}

function Pain({ row, words }: { row: PainInWords; words: Words }) {
  const { scope } = useScope()
  return (
    <li className={classes.pain}>
      <div className={classes.head}>
        <span className={classes.rank}>{row.rank}</span>
        <Link to="/voice" search={{ ...scope, topic: row.topic }} className={classes.name}>
          {row.name}
        </Link>
        <span className={classes.figures}>
          {formatCount(row.customers)} customers, {percent(row.prevalence.value)} of those who spoke{' '}
          <span className="faint">{between(row.prevalence.low, row.prevalence.high, percent)}</span> ·
          severity {hundredths(row.severity.value)}{' '}
          <span className="faint">{between(row.severity.low, row.severity.high, hundredths)}</span>
          {row.effect !== null && row.effect_low !== null && row.effect_high !== null && (
            <>
              {' '}
              · {formatEffect(row.effect, words.unit)}{' '}
              <span className="faint">
                {formatEffectInterval({ low: row.effect_low, high: row.effect_high }, words.unit)}
              </span>
            </>
          )}
        </span>
      </div>
      <div className={classes.quotes}>
        {row.sentences.map((sentence) => (
          <figure key={sentence.interaction_id} className={classes.quote}>
            <blockquote>“{sentence.text}”</blockquote>
            <figcaption>
              <ChannelMark channel={sentence.channel} size={14} />
              {channelOf(sentence.channel).name.toLowerCase()} · {formatShortDay(sentence.time)} ·{' '}
              <Link to="/customers/$customer_id" params={{ customer_id: sentence.customer_id }}>
                customer
              </Link>
            </figcaption>
          </figure>
        ))}
      </div>
    </li>
  )
}

const percent = (value: number | null) => (value === null ? '–' : `${value.toFixed(1)} %`)
const hundredths = (value: number | null) => (value === null ? '–' : value.toFixed(2))
const between = (low: number | null, high: number | null, format: (value: number | null) => string) =>
  low === null || high === null ? '' : `${format(low)} to ${format(high)}`
