/** A survey being answered; see regard/engage/surveys/logic/form.py. */
import { evaluate, findIn, holds } from './evaluate'
import { calculate, kindOf, pull } from './following'
import type { Known } from './functions'
import { parse } from './parse'
import { namesIn } from './tree'
import { offered, type Part, type Plan, type Question } from './questions'
import { isEmpty, type Value } from './values'
import { shownValue } from './words'

const MOST_ROUNDS = 10
export const COMMENT = '-Comment'
export type Answers = Record<string, Value>

export class Form implements Known {
  plan: Plan
  now: Date
  answers: Answers
  language = ''
  calculated: Answers = {}
  /** What is wrong with a question: `wrongsOf` of checks.ts, which looks at forms. */
  private check: (form: Form, question: Question) => unknown[]
  private depth = 0
  private checking = new Set<string>()

  constructor(plan: Plan, now: Date, answers: Answers, check: (form: Form, question: Question) => unknown[]) {
    this.plan = plan
    this.check = check
    this.now = now
    this.answers = answers
    calculate(this)
  }

  value(name: string): Value {
    const found = findIn({ ...this.answers, ...this.calculated }, name)
    return found ?? (this.plan.byName.get(name.toLowerCase())?.takesSeveral ? [] : found)
  }

  isOrdered(name: string): boolean {
    return this.plan.byName.get(name.toLowerCase())?.kind === 'ranking'
  }

  isReady(name: string): boolean {
    const place = this.plan.places.find((one) => one.part.name === name)
    if (!place || this.checking.has(name)) return false
    this.checking.add(name)
    const isRight = place.names.every(
      (one) => !this.check(this, this.plan.byName.get(one.toLowerCase())!).length,
    )
    this.checking.delete(name)
    return isRight
  }

  shown(name: string): Value {
    const question = this.plan.byName.get(name.toLowerCase())
    const value = this.value(name)
    return question ? shownValue(question, value, this.language) : value
  }

  isVisible(question: Question): boolean {
    return [...question.around, question.element].every((part) => this.isShown(part))
  }

  isShown(part: Part): boolean {
    return this.condition(part.visibleIf, part.visible !== false)
  }

  isOpen(question: Question): boolean {
    const isOpen = (part: Part) => this.condition(part.enableIf, !part.readOnly)
    return [...question.around, question.element].every(isOpen)
  }

  isRequired(part: Part): boolean {
    return this.condition(part.requiredIf, !!part.isRequired)
  }

  isPageVisible(page: number): boolean {
    return this.plan.questions.some((one) => one.page === page && this.isVisible(one))
  }

  /** The choices that are offered now, without other and none; and whether each may be chosen. */
  choices(question: Question): (Part & { isOpen: boolean })[] {
    const { choicesVisibleIf, choicesEnableIf } = question.element
    const says = (condition: string | undefined, value: Value) =>
      !condition || holds(condition, new Offering(this, value))
    return offered(question)
      .filter((one) => says(one.visibleIf || choicesVisibleIf, one.value))
      .map((one) => ({ ...one, isOpen: says(one.enableIf || choicesEnableIf, one.value) }))
  }

  private condition(condition: string | undefined, otherwise: boolean): boolean {
    return condition?.trim() ? holds(condition, this) : otherwise
  }

  /** Fill in what a definition answers by itself. */
  begin() {
    for (const { name, element } of this.plan.questions) {
      if ('defaultValue' in element && isEmpty(this.answers[name])) this.answers[name] = element.defaultValue
    }
    calculate(this)
  }

  /** Take an answer and whatever follows from it: calculated values and triggers. */
  answer(name: string, value: Value) {
    const before = this.answers[name]
    if (JSON.stringify(before) === JSON.stringify(value)) return
    const others = Object.fromEntries(Object.entries(this.answers).filter(([key]) => key !== name))
    this.answers = isEmpty(value) ? others : { ...this.answers, [name]: value }
    calculate(this)
    if (this.depth >= MOST_ROUNDS) return
    this.depth++
    for (const trigger of this.plan.definition.triggers || []) pull(this, trigger, name)
    this.depth--
  }

  /** Whether a trigger's condition speaks of what changed, and holds. */
  fires(trigger: Part, changed: string[]): boolean {
    const from: string[] = trigger.fromName ? [trigger.fromName] : []
    if (!trigger.expression)
      return kindOf(trigger) === 'copyvalue' && from.some((one) => changed.includes(one))
    const lowered = changed.map((one) => one.toLowerCase())
    const spoken = [...namesIn(parse(trigger.expression)), ...from].map((one) => one.toLowerCase())
    const isMeant = spoken.some((one) => lowered.includes(one) || lowered.includes(one.split(/[.[]/)[0]!))
    return isMeant && evaluate(trigger.expression, this) === true
  }
}

/** A form beside one choice, which conditions call {item}. */
class Offering implements Known {
  now: Date
  private form: Form
  private choice: Value
  constructor(form: Form, choice: Value) {
    this.now = form.now
    this.form = form
    this.choice = choice
  }
  value(name: string) {
    return /^(item|choice)$/i.test(name) ? this.choice : this.form.value(name)
  }
  isOrdered = (name: string) => this.form.isOrdered(name)
  isReady = (name: string) => this.form.isReady(name)
  shown = (name: string) => this.form.shown(name)
}
