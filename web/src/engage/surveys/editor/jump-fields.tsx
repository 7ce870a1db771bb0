import { IconButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { questionsOf } from '../definition/places'
import { addJump, jumpsOf, removeJump, setJump } from '../logic/jumps'
import { shortened, titleOf } from '../logic/sentence'
import classes from './tabs.module.css'
import { RuleField } from './rule-field'
import { AddButton } from './rules-tab'
import type { SurveyEditor } from './use-survey-editor'

/** Jumps to a later question, and ends before the last one. */
export function JumpFields({ editor }: { editor: SurveyEditor }) {
  const { survey, change } = editor
  const questions = questionsOf(survey)
  return (
    <section>
      <h3>Jumps and early ends</h3>
      {jumpsOf(survey).map(({ kind, place, expression, to, says }) => (
        <div key={place} className={classes.ruleBox} role="group" aria-label={`Jump ${place + 1}`}>
          <RuleField
            lead={kind === 'jump' ? 'Go on further down when' : 'End the survey when'}
            survey={survey}
            expression={expression}
            questions={questions}
            onExpression={(next, field) =>
              change(setJump(survey, place, { expression: next ?? '' }), {
                place: field && `jump.${place}.${field}`,
              })
            }
          />
          {kind === 'jump' && (
            <label className={classes.inline}>
              Go to{' '}
              <select
                value={to ?? ''}
                onChange={(event) => change(setJump(survey, place, { gotoName: event.currentTarget.value }))}
              >
                <option value="">Choose a question</option>
                {questions.map(({ question }, at) => (
                  <option key={question.name} value={question.name}>
                    {at + 1} {shortened(titleOf(question))}
                  </option>
                ))}
              </select>
            </label>
          )}
          {says && <p className={classes.fault}>{says}</p>}
          <IconButton
            label={`Remove jump ${place + 1}`}
            className={classes.corner}
            onClick={() => change(removeJump(survey, place), { say: 'It was removed' })}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <p className={classes.inline}>
        <AddButton onAdd={() => change(addJump(survey, 'jump'), { say: 'A jump was added' })}>
          Add a jump
        </AddButton>
        <AddButton onAdd={() => change(addJump(survey, 'end'), { say: 'An end was added' })}>
          Add an early end
        </AddButton>
      </p>
    </section>
  )
}
