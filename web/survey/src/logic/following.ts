/** What follows from answers: calculated values, triggers, and what is kept in the end. */
import { dayText } from './dates'
import { evaluate } from './evaluate'
import { COMMENT, type Answers, type Form } from './form'
import { parse } from './parse'
import type { Part } from './questions'
import { namesIn } from './tree'
import { isEmpty, type Value } from './values'

const MOST_ROUNDS = 10
const kept = (value: Value) => (value instanceof Date ? dayText(value) : value)
export const kindOf = (trigger: Part) => String(trigger.type ?? '').replace(/trigger$/, '')

/** Do what a trigger does, where its condition speaks of what changed, and holds. */
export function pull(form: Form, trigger: Part, changed: string) {
  const kind = kindOf(trigger)
  const { setToName, fromName } = trigger
  if (!['setvalue', 'copyvalue', 'runexpression'].includes(kind)) return
  if (kind !== 'runexpression' && (!setToName || setToName === changed)) return
  if (!form.fires(trigger, [changed])) return
  if (kind === 'setvalue') form.answer(setToName, trigger.setValue)
  else if (kind === 'copyvalue') {
    const found = form.value(fromName || '')
    if (fromName && (found != null || form.plan.byName.has(fromName.toLowerCase())))
      form.answer(setToName, found)
  } else if (trigger.runExpression) {
    const found = evaluate(trigger.runExpression, form)
    if (setToName && found != null) form.answer(setToName, kept(found))
  }
}

/** Work out the calculated values, those that others speak of first, until none changes. */
export function calculate(form: Form) {
  const wanted: Part[] = (form.plan.definition.calculatedValues || []).filter((one: Part) => one.name)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = JSON.stringify(form.calculated)
    for (const one of wanted) calculateOne(form, one, wanted, [])
    if (JSON.stringify(form.calculated) === before) return
  }
}

function calculateOne(form: Form, one: Part, wanted: Part[], above: string[]) {
  if (above.includes(one.name) || !one.expression) return
  const spoken = namesIn(parse(one.expression))
  for (const other of wanted) {
    if (other !== one && spoken.includes(other.name)) calculateOne(form, other, wanted, [...above, one.name])
  }
  form.calculated[one.name] = evaluate(one.expression, form)
}

/** The answers as they are kept: nothing of what is not shown, and what is calculated to be kept. */
export function resultOf(form: Form): Answers {
  const { questions, definition } = form.plan
  const clears = definition.clearInvisibleValues !== 'none'
  const hidden = clears ? questions.filter((one) => !form.isVisible(one)).map((one) => one.name) : []
  const left = hidden.flatMap((name) => [name, name + COMMENT])
  const found = Object.fromEntries(Object.entries(form.answers).filter(([name]) => !left.includes(name)))
  for (const one of definition.calculatedValues || []) {
    if (one.includeIntoResult) found[one.name] = kept(form.calculated[one.name])
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => !isEmpty(value)))
}
