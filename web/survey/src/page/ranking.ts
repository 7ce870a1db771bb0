/** Putting choices in order: each has a button up and a button down, so that no mouse is needed. */
import { make } from '../../../kiosk/src/elements'
import type { Question } from '../logic/questions'
import { areEqual, isList } from '../logic/values'
import { choicesOf, type Choice } from './choosing'
import type { Context, Control } from './view'
import { fill } from './texts'

export function ranking(context: Context, question: Question): Control {
  const { form, texts } = context
  const { name } = question
  const list = make('ol', { class: 'ranking' })
  const told = make('p', { class: 'unseen', role: 'status' })
  const keep = make('button', { type: 'button', class: 'quiet' }, texts.keepOrder)
  keep.addEventListener('click', () =>
    context.answer(
      name,
      inOrder().map((one) => one.value),
    ),
  )
  let shown = ''

  const inOrder = (): Choice[] => {
    const said = form.answers[name]
    const found = choicesOf(context, question)
    if (!isList(said)) return found
    const place = (one: Choice) => said.findIndex((each) => areEqual(each, one.value))
    return [...found].sort((one, other) => place(one) - place(other))
  }
  const move = (from: number, by: number) => {
    const order = inOrder()
    const [one] = order.splice(from, 1)
    order.splice(from + by, 0, one!)
    context.answer(
      name,
      order.map((each) => each.value),
    )
    told.textContent = fill(texts.moved, one!.text, from + by + 1, order.length)
    const buttons = list.children[from + by]!.querySelectorAll('button')
    const wanted = buttons[by < 0 ? 0 : 1]!
    ;(wanted.disabled ? buttons[by < 0 ? 1 : 0]! : wanted).focus()
  }
  const button = (one: Choice, at: number, by: number, isOpen: boolean) => {
    const label = fill(by < 0 ? texts.up : texts.down, one.text)
    const made = make(
      'button',
      { type: 'button', 'aria-label': label, disabled: !isOpen },
      by < 0 ? '↑' : '↓',
    )
    made.toggleAttribute('data-closed', !isOpen)
    made.addEventListener('click', () => move(at, by))
    return made
  }
  const update = () => {
    const order = inOrder()
    keep.hidden = isList(form.answers[name])
    const now = JSON.stringify(order)
    if (now === shown) return
    shown = now
    const rows = order.map((one, at) =>
      make(
        'li',
        {},
        make('span', {}, one.text),
        button(one, at, -1, at > 0),
        button(one, at, 1, at < order.length - 1),
      ),
    )
    list.replaceChildren(...rows)
  }
  return { element: make('div', {}, list, keep, told), update }
}
