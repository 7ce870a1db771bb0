import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { Empty, Failed } from '~/design/states'
import { Tag } from '~/design/tag'
import classes from './identity.module.css'
import { useSplit, type Evidence, type Step } from './identity-queries'
import { identifierName } from './naming'

const OUTCOMES: Record<string, string> = {
  joins: 'joins',
  shared: 'left out: shared',
  limit: 'left out: limit',
  apart: 'kept apart',
}

/** Each link with its proof; those that do not join say why. */
export function EvidenceTable({ evidence }: { evidence: Evidence }) {
  const { customer_id, identifiers, steps } = evidence
  const split = useSplit(customer_id)
  if (steps.length === 0)
    return (
      <Empty title={`Known by ${identifiers.map(({ value }) => value).join(', ') || 'nothing'} alone`}>
        No interaction carried another identifier with it, so there is nothing to join.
      </Empty>
    )
  return (
    <>
      {split.isError && <Failed trouble={troubleOf(split.error)} />}
      <ul className={classes.steps} aria-label="Evidence">
        {steps.map((step) => (
          <li key={keyOf(step)} className={classes.step}>
            <span className={classes.ends}>
              <End end={step.one} own={customer_id} /> <span className="soft">with</span>{' '}
              <End end={step.other} own={customer_id} />
            </span>
            <Tag tone={step.outcome === 'joins' ? 'accent' : 'outline'}>{OUTCOMES[step.outcome]}</Tag>
            <span className={classes.because}>
              {step.because} <span className="soft">{proofOf(step)}</span>
            </span>
            {step.outcome === 'joins' && step.rule === 'seen_together' && (
              <TakeOut step={step} onTake={(identifier) => split.mutate({ identifier, reason: '' })} />
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function End({ end, own }: { end: Step['one']; own: string }) {
  const words = (
    <>
      <span className="soft">{identifierName(end.kind)}</span> {end.value}
    </>
  )
  if (end.customer_id === own) return <span>{words}</span>
  return (
    <Link to="/customers/$customer_id" params={{ customer_id: end.customer_id }}>
      {words}
    </Link>
  )
}

/** The weaker end of a link may belong to somebody else: asked twice, since it moves what was seen. */
function TakeOut({ step, onTake }: { step: Step; onTake: (identifier: string) => void }) {
  const [asked, ask] = useState(false)
  const weaker = strength(step.one.kind) > strength(step.other.kind) ? step.one : step.other
  if (!asked)
    return (
      <TextButton small onClick={() => ask(true)} aria-label={`Take ${weaker.value} out`}>
        Take out
      </TextButton>
    )
  return (
    <span className={classes.sure}>
      <TextButton small autoFocus onClick={() => onTake(`${weaker.kind}:${weaker.value}`)}>
        {`${weaker.value} is somebody else’s`}
      </TextButton>
      <TextButton small onClick={() => ask(false)}>
        Leave it
      </TextButton>
    </span>
  )
}

const KINDS = ['user_id', 'email', 'phone', 'external_id', 'anonymous_id']
const strength = (kind: string) => KINDS.indexOf(kind)

const proofOf = ({ rule, source, message_id, at, decision_id }: Step) =>
  rule === 'decided'
    ? `Decision ${decision_id}, ${formatMoment(at)}`
    : `${source}, message ${message_id}, ${formatMoment(at)}`

const keyOf = ({ one, other, decision_id }: Step) =>
  [one.kind, one.value, other.kind, other.value, decision_id].join(' ')
