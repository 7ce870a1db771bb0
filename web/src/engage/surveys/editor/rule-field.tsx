import { IconButton, TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import type { Definition } from '../definition/definition'
import type { Placed } from '../definition/places'
import { answerKind, firstValue } from '../logic/comparing'
import { readRule, writeRule, type Rule, type Test } from '../logic/rules'
import { ruleSentence } from '../logic/sentence'
import classes from './fields.module.css'
import { TestRow } from './test-row'

interface RuleFieldProps {
  /** What holds when the rule does: "Shown only when". */
  lead: string
  survey: Definition
  expression: string | undefined
  /** What a rule can speak of. */
  questions: Placed[]
  onExpression: (expression: string | undefined, field?: string) => void
}

const START = {
  number: '<=',
  one: '=',
  many: 'contains',
  truth: '=',
  text: 'notempty',
  whole: 'notempty',
} as const

function newTest(questions: Placed[]): Test {
  const { question } = questions.at(-1)!
  const operator = START[answerKind(question)]
  return { name: question.name, operator, value: firstValue(question, operator) }
}

/** A condition composed by choosing, and said as a sentence. */
export function RuleField({ lead, survey, expression, questions, onExpression }: RuleFieldProps) {
  const rule = readRule(expression)
  if (!rule) return <Typed lead={lead} expression={expression!} onExpression={onExpression} />
  const write = (next: Rule, field?: string) => onExpression(writeRule(next), field)
  const { tests, join } = rule
  if (questions.length === 0 && tests.length === 0)
    return <p className={classes.hint}>{lead}: nothing is asked before it that a rule could look at.</p>
  return (
    <fieldset className={classes.rule}>
      <legend>{lead}</legend>
      {tests.map((test, at) => (
        <div key={at} className={classes.testLine}>
          {at > 0 && (
            <select
              aria-label="How conditions are joined"
              className={classes.join}
              value={join}
              onChange={(event) => write({ tests, join: event.currentTarget.value as Rule['join'] })}
            >
              <option value="and">and</option>
              <option value="or">or</option>
            </select>
          )}
          <TestRow
            test={test}
            number={at + 1}
            questions={questions}
            onTest={(next, field) =>
              write({ join, tests: tests.map((one, place) => (place === at ? next : one)) }, field)
            }
          />
          <IconButton
            label={`Remove condition ${at + 1}`}
            onClick={() => write({ join, tests: tests.toSpliced(at, 1) })}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      {questions.length > 0 && (
        <TextButton small onClick={() => write({ join, tests: [...tests, newTest(questions)] })}>
          <Icon name="plus" /> {tests.length === 0 ? 'Add a condition' : 'Another condition'}
        </TextButton>
      )}
      {tests.length > 0 && (
        <p className={classes.sentence}>
          {lead} {ruleSentence(rule, survey)}.
        </p>
      )}
    </fieldset>
  )
}

/** A rule somebody wrote elsewhere, richer than what can be chosen: it stays as it is, or goes. */
function Typed({
  lead,
  expression,
  onExpression,
}: Pick<RuleFieldProps, 'lead' | 'onExpression'> & { expression: string }) {
  return (
    <div className={classes.rule}>
      <p className={classes.hint}>{lead}, as written elsewhere; it says more than can be chosen here:</p>
      <code className={classes.code}>{expression}</code>
      <TextButton small onClick={() => onExpression(undefined)}>
        Remove it and choose anew
      </TextButton>
    </div>
  )
}
