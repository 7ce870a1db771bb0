import { Triangle } from '~/design/change'
import { Icon } from '~/design/icon'
import { Tag } from '~/design/tag'
import classes from './fix-first.module.css'
import type { PainPoint } from './queries'
import { EVIDENCE, TREND } from './wording'

/** How it is known: a tick in a tint for an effect, an outline for what only goes together. */
export function EvidenceTag({ evidence }: { evidence: PainPoint['evidence'] }) {
  if (evidence === 'effect') {
    return (
      <Tag tone="accent">
        <Icon name="check" size={11} /> effect
      </Tag>
    )
  }
  return <Tag tone={evidence === 'association' ? 'outline' : 'plain'}>{EVIDENCE[evidence].word}</Tag>
}

export function Trend({ trend }: { trend: PainPoint['trend'] }) {
  const { course, good } = TREND[trend]
  const tone = course === 'level' ? 'soft' : good ? 'better' : 'worse'
  return (
    <span className={classes.trend}>
      <Triangle course={course} good={good} /> <span className={tone}>{trend}</span>
    </span>
  )
}
