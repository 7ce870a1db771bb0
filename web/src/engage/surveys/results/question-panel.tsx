import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { unquoted } from '../logic/sentence'
import { BehindLink } from './behind-link'
import { Bars } from './bars'
import type { QuestionFound, Results, Written } from './results-queries'
import classes from './results.module.css'
import { RowTable } from './row-table'
import { intervalText, isSmall, measured, MINIMUM, styleOf, valueText } from './results-words'
import { ReadAs } from './read-as'
import { Words } from './said'

interface QuestionPanelProps {
  question: QuestionFound
  number: number
  found: Results
  /** How its texts were read, where they were. */
  written?: Written
}

/** One question: its score, how the answers spread, and the words beside them. */
export function QuestionPanel({ question, number, found, written }: QuestionPanelProps) {
  const { name, title, n, is_hidden, score, bars, rows, texts } = question
  const isOff = found.is_anonymous
  const small = isSmall(n)
  const isBare = n !== 0 && !score && bars.length + rows.length + texts.length === 0
  return (
    <Panel
      label={`${number} ${title}`}
      title={<span className={classes.title}>{`${number} ${unquoted(title)}`}</span>}
      note={
        n !== null && (
          <BehindLink to={`question:${name}`} isOff={isOff || n === 0}>
            {n === 0
              ? 'nobody answered it'
              : `n ${formatCount(n)} of ${formatCount(found.finished)} who finished`}
          </BehindLink>
        )
      }
    >
      {is_hidden ? (
        <p className={classes.hidden}>Fewer than five answered this, so nothing of it is shown.</p>
      ) : (
        <div className={classes.question}>
          {score && score.value !== null && (
            <p className={classes.score} data-small={small || undefined}>
              <span className={classes.big}>{valueText(score, styleOf(question), question.unit)}</span>{' '}
              <span className="note">
                {intervalText(score, styleOf(question))} · {measured(question)}
                {small && ` · ${n} of the ${MINIMUM} needed to go by`}
              </span>
            </p>
          )}
          {bars.length > 0 && <Bars question={question} isOff={isOff} />}
          {rows.length > 0 && <RowTable question={question} />}
          {written && <ReadAs written={written} />}
          {texts.length > 0 && <Words texts={texts} />}
          {isBare && (
            <p className="note soft">
              {isOff
                ? 'What was given here is shown to nobody.'
                : 'What was given here stands with each response.'}
            </p>
          )}
        </div>
      )}
    </Panel>
  )
}
