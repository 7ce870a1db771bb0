import type { Question } from '../definition/definition'
import type { Placed } from '../definition/places'
import { answerKind, firstValue, offeredBy, operatorWords, OPERATORS } from '../logic/comparing'
import { isBare, type Operator, type Test, type Value } from '../logic/rules'
import { shortened, titleOf } from '../logic/sentence'
import classes from './fields.module.css'

interface TestRowProps {
  test: Test
  number: number
  questions: Placed[]
  onTest: (test: Test, field?: string) => void
}

/** One comparison: which answer, how, with what. */
export function TestRow({ test, number, questions, onTest }: TestRowProps) {
  const question = questions.find((one) => one.question.name === test.name)?.question
  const kind = question ? answerKind(question) : 'text'
  const offered = OPERATORS[kind]
  const operators: [Operator, string][] = offered.some(([key]) => key === test.operator)
    ? offered
    : [...offered, [test.operator, operatorWords(test.operator, kind)]]
  const pickQuestion = (name: string) => {
    const next = questions.find((one) => one.question.name === name)!.question
    const operator = OPERATORS[answerKind(next)][0]![0]
    onTest({ name, operator, value: firstValue(next, operator) })
  }
  const pickOperator = (operator: Operator) => {
    const wasList = Array.isArray(test.value)
    const isList = operator === 'anyof' || operator === 'noneof'
    const keeps = !isBare(operator) && test.value !== undefined && wasList === isList
    onTest({ ...test, operator, value: keeps ? test.value : question && firstValue(question, operator) })
  }
  return (
    <span className={classes.test} role="group" aria-label={`Condition ${number}`}>
      <select
        aria-label="Question"
        className={classes.subject}
        value={question ? test.name : ''}
        onChange={(event) => pickQuestion(event.currentTarget.value)}
      >
        {!question && <option value="">{test.name} (not asked before)</option>}
        {questions.map((one) => (
          <option key={one.question.name} value={one.question.name}>
            {shortened(titleOf(one.question))}
          </option>
        ))}
      </select>
      <select
        aria-label="Comparison"
        value={test.operator}
        onChange={(event) => pickOperator(event.currentTarget.value as Operator)}
      >
        {operators.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
      {!isBare(test.operator) && question && (
        <Operand
          question={question}
          value={test.value ?? ''}
          onValue={(value, field) => onTest({ ...test, value }, field)}
        />
      )}
    </span>
  )
}

interface OperandProps {
  question: Question
  value: Value
  onValue: (value: Value, field?: string) => void
}

function Operand({ question, value, onValue }: OperandProps) {
  const offered = offeredBy(question)
  if (Array.isArray(value))
    return (
      <span className={classes.ticks} role="group" aria-label="Answers">
        {offered.map((one) => (
          <label key={String(one.value)}>
            <input
              type="checkbox"
              checked={value.some((each) => each === one.value)}
              onChange={(event) => {
                const others = value.filter((each) => each !== one.value)
                onValue(event.currentTarget.checked ? [...others, one.value as string | number] : others)
              }}
            />
            {one.text}
          </label>
        ))}
      </span>
    )
  if (offered.length > 0)
    return (
      <select
        aria-label="Answer"
        value={String(value)}
        onChange={(event) => {
          const found = offered.find((one) => String(one.value) === event.currentTarget.value)
          if (found) onValue(found.value)
        }}
      >
        {!offered.some((one) => String(one.value) === String(value)) && (
          <option value={String(value)}>{String(value)}</option>
        )}
        {offered.map((one) => (
          <option key={String(one.value)} value={String(one.value)}>
            {one.text}
          </option>
        ))}
      </select>
    )
  const isNumber = answerKind(question) === 'number'
  return (
    <input
      aria-label="Answer"
      type={isNumber ? 'number' : 'text'}
      value={String(value)}
      onChange={(event) =>
        onValue(
          isNumber ? Number(event.currentTarget.value) : event.currentTarget.value,
          `${question.name}.value`,
        )
      }
    />
  )
}
