/** One question on the page: its title, its controls, and what is wrong with it. */
import { make } from '../../../kiosk/src/elements'
import type { Wrong } from '../logic/checks'
import { COMMENT, type Form } from '../logic/form'
import type { Part, Question, Words } from '../logic/questions'
import { piped, wordsOf } from '../logic/words'
import type { Value } from '../logic/values'
import { fill, type Texts } from './texts'

/** What every control knows: the form, the words, and how to say that something was answered. */
export interface Context {
  form: Form
  texts: Texts
  seed: number
  answer(name: string, value: Value): void
}

/** Something on the page that follows the form. */
export interface View {
  element: HTMLElement
  update(): void
}

export interface Control extends View {
  /** Whether it is one field that a label can name, rather than a group. */
  field?: HTMLElement
}

export interface QuestionView extends View {
  question: Question
  show(wrongs: Wrong[]): void
  focus(): void
}

let count = 0
export const newId = () => `q${++count}`
export const say = ({ form }: Context, words: Words) => piped(form, words)

export function sentence({ form, texts }: Context, wrong: Wrong): string {
  const text = texts.wrong[wrong.code] ?? texts.wrong.shape!
  return wordsOf(wrong.words, form.language) || fill(text, wrong.limit)
}

/** A question around its control. */
export function frame(context: Context, question: Question, control: Control): QuestionView {
  const { form, texts } = context
  const { element: part, name } = question
  const id = newId()
  const isGroup = !control.field
  const title = make(isGroup ? 'legend' : 'label', { class: 'title', id: `${id}t` })
  const hint = make('p', { class: 'hint', id: `${id}h` })
  const wrong = make('p', { class: 'wrong', id: `${id}w` })
  const comment = part.showCommentArea || part.hasComment ? commentOf(context, question) : undefined
  const element = make(
    isGroup ? 'fieldset' : 'div',
    { class: 'question' },
    title,
    hint,
    wrong,
    control.element,
  )
  if (comment) element.append(comment)
  const told = control.field ?? element
  if (control.field) {
    control.field.id ||= `${id}f`
    title.setAttribute('for', control.field.id)
  }
  const update = () => {
    element.hidden = !form.isVisible(question)
    const isRequired = form.isRequired(part)
    title.replaceChildren(say(context, part.title) || name)
    if (isRequired) title.append(' ', make('span', { class: 'mark' }, `(${texts.mark})`))
    hint.textContent = say(context, part.description)
    hint.hidden = !hint.textContent
    if (control.field) control.field.toggleAttribute('required', isRequired)
    element.toggleAttribute('data-closed', !form.isOpen(question))
    for (const one of element.querySelectorAll<HTMLInputElement>('input,select,textarea,button')) {
      one.disabled = !form.isOpen(question) || one.hasAttribute('data-closed')
    }
    control.update()
  }
  const show = (wrongs: Wrong[]) => {
    wrong.textContent = wrongs.map((one) => sentence(context, one)).join(' ')
    wrong.hidden = !wrongs.length
    if (control.field) told.setAttribute('aria-invalid', String(!!wrongs.length))
    told.setAttribute(
      'aria-describedby',
      [hint, wrong]
        .filter((one) => !one.hidden)
        .map((one) => one.id)
        .join(' '),
    )
  }
  const focus = () =>
    element.querySelector<HTMLElement>('input:not([disabled]),select,textarea,button')?.focus()
  show([])
  return { element, question, update, show, focus }
}

function commentOf(context: Context, { element, name }: Question): HTMLElement {
  const id = newId()
  const field = make('textarea', { id, rows: '2', placeholder: say(context, element.commentPlaceholder) })
  field.value = String(context.form.answers[name + COMMENT] ?? '')
  field.addEventListener('input', () => context.answer(name + COMMENT, field.value))
  const label = make(
    'label',
    { for: id, class: 'hint' },
    say(context, element.commentText) || context.texts.describe,
  )
  return make('div', { class: 'comment' }, label, field)
}

/** A panel's or page's title and description. */
export function heading(context: Context, part: Part, level: 'h2' | 'h3'): View {
  const title = make(level)
  const hint = make('p', { class: 'hint' })
  const update = () => {
    title.textContent = say(context, part.title)
    hint.textContent = say(context, part.description)
    title.hidden = !title.textContent
    hint.hidden = !hint.textContent
  }
  return { element: make('div', { class: 'heading' }, title, hint), update }
}
