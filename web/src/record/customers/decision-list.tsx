import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { formatMoment } from '~/design/dates'
import { Empty, Failed } from '~/design/states'
import { Tag } from '~/design/tag'
import classes from './identity.module.css'
import { useUndo, type Decision } from './identity-queries'

const VERBS: Record<string, string> = { join: 'merged', apart: 'kept apart' }

/** What people decided, each with a button to undo it. */
export function DecisionList({ decisions }: { decisions: Decision[] }) {
  const undo = useUndo()
  if (decisions.length === 0)
    return <Empty title="Nobody decided anything here">Who is who follows from the links alone.</Empty>
  return (
    <>
      {undo.isError && <Failed trouble={troubleOf(undo.error)} />}
      <ul className={classes.steps} aria-label="Decisions">
        {decisions.map((decision) => (
          <li key={decision.id} className={classes.step}>
            <span className={classes.ends}>
              {decision.decided_by} {VERBS[decision.kind]} {decision.one} and {decision.other}
            </span>
            <span className={classes.because}>
              {decision.reason} {weightOf(decision)}
              <span className="soft">
                Decision {decision.id}, {formatMoment(decision.decided_at)}
              </span>
            </span>
            {decision.undone_at ? (
              <Tag title={formatMoment(decision.undone_at)}>undone by {decision.undone_by}</Tag>
            ) : (
              <TextButton small disabled={undo.isPending} onClick={() => undo.mutate(decision.id)}>
                Undo
              </TextButton>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

const weightOf = ({ evidence }: Decision) =>
  typeof evidence.weight === 'number' ? `Proposed with a match weight of ${evidence.weight.toFixed(1)}. ` : ''
