/** Controls for choosing: one, several, yes or no, pictures, a list that opens, one in each row. */
import { make } from '../../../kiosk/src/elements'
import { COMMENT } from '../logic/form'
import { ordered, seedOf } from '../logic/order'
import type { Part, Question, Words } from '../logic/questions'
import { areEqual, isList, textOf, type Value } from '../logic/values'
import { newId, say, type Context, type Control } from './view'

export interface Choice {
  value: Value
  text: string
  isOpen: boolean
  image?: string
}

/** The choices that are offered now, in their order, other and none last. */
export function choicesOf(context: Context, question: Question): Choice[] {
  const { form, texts } = context
  const { element, hasNone, hasOther, name } = question
  const textFor = (one: Part) => say(context, one.text as Words) || textOf(one.value)
  const given = form
    .choices(question)
    .map((one) => ({ value: one.value, text: textFor(one), isOpen: one.isOpen, image: one.imageLink }))
  const found: Choice[] = ordered(given, element.choicesOrder, context.seed ^ seedOf(name), (one) => one.text)
  const extra = (value: string, words: Words, usual: string) =>
    found.push({ value, text: say(context, words) || usual, isOpen: true })
  if (hasNone) extra('none', element.noneText, texts.optionNone)
  if (hasOther) extra('other', element.otherText, texts.optionOther)
  return found
}

/** Radio buttons or boxes to tick. */
export function choosing(
  context: Context,
  question: Question,
  given = () => choicesOf(context, question),
): Control {
  const { form } = context
  const { name, element: part, takesSeveral } = question
  const group = newId()
  const list = make('div', { class: part.type === 'imagepicker' ? 'choices pictures' : 'choices' })
  const other = otherOf(context, question)
  let shown = ''

  const isChosen = (value: Value) => {
    const said = form.answers[name]
    return isList(said)
      ? said.some((one) => areEqual(one, value))
      : areEqual(said, value) && said !== undefined
  }
  const choose = (value: Value, isOn: boolean) => {
    if (!takesSeveral) return context.answer(name, value)
    const before = form.answers[name]
    const rest = (isList(before) ? before : []).filter((one) => one !== value)
    const kept = value === 'none' ? [] : rest.filter((one) => one !== 'none')
    context.answer(name, isOn ? [...kept, value] : rest)
  }
  const draw = (one: Choice) => {
    const field = make('input', { type: takesSeveral ? 'checkbox' : 'radio', name: group })
    field.toggleAttribute('data-closed', !one.isOpen)
    field.disabled = !one.isOpen
    field.addEventListener('change', () => choose(one.value, field.checked))
    const picture = one.image && make('img', { src: one.image, alt: '' })
    return make('label', { class: 'choice' }, field, picture || undefined, make('span', {}, one.text))
  }
  const update = () => {
    const choices = given()
    const now = JSON.stringify(choices)
    if (now !== shown) list.replaceChildren(...choices.map(draw))
    shown = now
    list.querySelectorAll('input').forEach((field, at) => (field.checked = isChosen(choices[at]!.value)))
    if (other) other.hidden = !isChosen('other')
  }
  return { element: make('div', {}, list, other), update }
}

function otherOf(context: Context, { element, name, hasOther }: Question): HTMLElement | undefined {
  if (!hasOther) return undefined
  const label = say(context, element.otherPlaceholder) || context.texts.describe
  const field = make('input', { type: 'text', 'aria-label': label, placeholder: label, maxlength: '2000' })
  field.value = textOf(context.form.answers[name + COMMENT])
  field.addEventListener('input', () => context.answer(name + COMMENT, field.value))
  return make('p', { class: 'comment' }, field)
}

/** Yes or no. */
export function boolean(context: Context, question: Question): Control {
  const { labelTrue, labelFalse, valueTrue = true, valueFalse = false } = question.element
  const { yes, no } = context.texts
  const given = () => [
    { value: valueTrue, text: say(context, labelTrue) || yes, isOpen: true },
    { value: valueFalse, text: say(context, labelFalse) || no, isOpen: true },
  ]
  return choosing(context, question, given)
}

/** A list that opens. */
export function dropdown(context: Context, question: Question): Control {
  const { form, texts } = context
  const { name, element: part } = question
  const field = make('select', {})
  const other = otherOf(context, question)
  let choices: Choice[] = []
  field.addEventListener('change', () => context.answer(name, choices[Number(field.value)]?.value))
  const update = () => {
    choices = choicesOf(context, question)
    const empty = make('option', { value: '' }, say(context, part.placeholder) || texts.choose)
    const options = choices.map((one, at) =>
      make('option', { value: String(at), disabled: !one.isOpen }, one.text),
    )
    field.replaceChildren(empty, ...options)
    const said = form.answers[name]
    const at = said === undefined ? -1 : choices.findIndex((one) => areEqual(one.value, said))
    field.value = at < 0 ? '' : String(at)
    if (other) other.hidden = said !== 'other'
  }
  return { element: make('div', {}, field, other), field, update }
}
