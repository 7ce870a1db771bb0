import { formatCount } from '~/design/numbers'
import { BehindLink } from './behind-link'
import type { QuestionFound } from './results-queries'
import classes from './results.module.css'
import { intervalText, isSmall, valueText } from './results-words'

/** Where an answer on an NPS scale counts. */
function sideOf(metric: string | null, value: unknown): 'negative' | 'neutral' | 'positive' | undefined {
  if (metric !== 'nps' && metric !== 'enps') return undefined
  const score = Number(value)
  if (score <= 6) return 'negative'
  return score >= 9 ? 'positive' : 'neutral'
}

/** How many gave each answer, as bars with the share's interval; each leads to who gave it. */
export function Bars({ question, isOff }: { question: QuestionFound; isOff: boolean }) {
  const { name, bars, metric, n } = question
  const most = Math.max(...bars.map(({ share }) => share.high ?? share.value ?? 0), 1)
  const wide = (share: number) => `${(100 * share) / most}%`
  const count = (share: number | null) => Math.round(((share ?? 0) * (n ?? 0)) / 100)
  return (
    <ul className={classes.bars} data-small={isSmall(n) || undefined}>
      {bars.map(({ value, text, share }) => (
        <li key={String(value)}>
          <BehindLink
            to={`answer:${name}=${String(value)}`}
            isOff={isOff || !share.value}
            className={classes.answer}
          >
            {text}
          </BehindLink>
          <span className={classes.track} aria-hidden>
            <span
              className={classes.bar}
              data-side={sideOf(metric, value)}
              style={{ width: wide(share.value ?? 0) }}
            />
            {share.low !== null && share.high !== null && share.value !== null && (
              <span
                className={classes.whisker}
                style={{ left: wide(share.low), width: wide(share.high - share.low) }}
              />
            )}
          </span>
          <span className={classes.share}>{valueText(share, { digits: 0 }, '%')}</span>
          <span className="note faint">
            {intervalText(share, { digits: 0 })} · {formatCount(count(share.value))}
          </span>
        </li>
      ))}
    </ul>
  )
}
