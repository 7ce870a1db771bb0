import type { ReactNode } from 'react'
import { FeelingMark } from '~/design/feeling'
import type { Said, Sentence } from './queries'
import classes from './sentences.module.css'
import { saidWords } from './wording'

/** A text with its opinions underlined: solid where displeased, dotted where pleased. One click corrects one. */
export function MarkedText({ row, onCorrect }: { row: Sentence; onCorrect: (said: Said) => void }) {
  const pieces: ReactNode[] = []
  let at = 0
  for (const said of row.opinions) {
    if (said.first < at || said.last <= said.first) continue
    pieces.push(row.text.slice(at, said.first))
    pieces.push(
      <mark
        key={said.part}
        className={classes.mark}
        data-label={said.label}
        data-wanted={said.is_wanted || undefined}
        title={saidWords(said)}
        onClick={() => onCorrect(said)}
      >
        {said.label === 'positive' || said.label === 'negative' ? (
          <FeelingMark value={said.label === 'positive' ? 1 : -1} />
        ) : null}
        {row.text.slice(said.first, said.last)}
        {said.is_wanted && said.topic_name ? <sub>{said.topic_name}</sub> : null}
        <span className="spoken"> ({saidWords(said)})</span>
      </mark>,
    )
    at = said.last
  }
  pieces.push(row.text.slice(at))
  return <>{pieces}</>
}
