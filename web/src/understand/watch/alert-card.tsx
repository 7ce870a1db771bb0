import { Link } from '@tanstack/react-router'
import { Triangle } from '~/design/change'
import { formatDay } from '~/design/dates'
import { formatCount, formatNumber } from '~/design/numbers'
import { Answer } from './alert-answer'
import type { Alert, Finding, Watch } from './queries'
import classes from './watch.module.css'
import { findingInWords, formatIn, interactionsOf, partInWords, reasonInWords } from './wording'
import { StateTag } from './state-tag'

/** One alert: what left what was expected, what accounts for it, and the answer to it. */
export function AlertCard({ watch, alert }: { watch: Watch; alert: Alert }) {
  const over = alert.state === 'resolved'
  return (
    <article className={classes.alert} data-over={over || undefined}>
      <header>
        <h3>
          {alert.number}. {alert.title}
        </h3>
        <StateTag state={alert.state} />
      </header>
      <ul>
        {alert.findings.map((finding) => (
          <FindingLine key={`${finding.metric} ${finding.since}`} watch={watch} finding={finding} />
        ))}
      </ul>
      <p className="note soft">{afterAction(alert)}</p>
      {!over && !watch.closed_at && <Answer watch={watch} alert={alert} />}
    </article>
  )
}

function FindingLine({ watch, finding }: { watch: Watch; finding: Finding }) {
  const named = finding.explained_by.filter(({ explains }) => explains).slice(0, 3)
  return (
    <li data-gone={!finding.stands || undefined}>
      <Triangle course={finding.size > 0 ? 'up' : 'down'} good={finding.is_better} /> <b>{finding.label}</b>{' '}
      {findingInWords(finding)}
      {finding.missed !== null && Math.abs(finding.missed) >= 1 && (
        <span className="soft">
          , {formatIn(finding.unit, Math.abs(finding.missed))} {finding.missed > 0 ? 'fewer' : 'more'} in all
        </span>
      )}
      <span className="note soft">
        {' '}
        n {formatCount(finding.n)} · {formatDay(finding.since)}
        {finding.until ? ` to ${formatDay(finding.until)}` : ' until now'}
      </span>{' '}
      <Link to="/interactions" search={interactionsOf(watch, finding)}>
        Interactions
      </Link>
      {!finding.stands && <p className="note soft">Rows that came later took this back.</p>}
      {named.length > 0 ? (
        <ul className={classes.causes}>
          {named.map((cause) => (
            <li key={`${cause.dimension} ${cause.value}`}>
              <Link to="/interactions" search={interactionsOf(watch, finding, cause)}>
                {partInWords(cause)}
              </Link>{' '}
              accounts for {formatNumber(Math.min(cause.share, 1) * 100)} % of it
              {cause.before !== null && cause.after !== null && !isSum(finding) && (
                <span className="note soft">
                  {' '}
                  {formatIn(finding.unit, cause.before)} before, {formatIn(finding.unit, cause.after)} now, n{' '}
                  {formatCount(cause.n)}
                </span>
              )}
            </li>
          ))}
        </ul>
      ) : (
        <p className="note soft">No channel, touchpoint or group of customers stands out.</p>
      )}
    </li>
  )
}

const isSum = ({ missed }: Finding) => missed !== null

function afterAction({ after_action: told, raised_at, reason, note, state }: Alert): string {
  const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`
  const words = [`Detected after ${days(told.days_to_detect)}`]
  if (told.hours_to_answer !== null)
    words.push(`answered after ${formatNumber(told.hours_to_answer, { digits: 1 })} hours`)
  else if (state === 'open') words.push(`not answered since ${formatDay(raised_at)}`)
  if (told.days_to_recover !== null) words.push(`back after ${days(told.days_to_recover)}`)
  if (reason) words.push(`resolved: ${reasonInWords(reason)}${note ? ` (${note})` : ''}`)
  return words.join(' · ')
}
