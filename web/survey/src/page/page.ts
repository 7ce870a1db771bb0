/** One page: its questions and panels, following the form. */
import { make } from '../../../kiosk/src/elements'
import { ordered, seedOf } from '../logic/order'
import { elementsOf, type Part, type Question } from '../logic/questions'
import type { Wrong } from '../logic/checks'
import { piped } from '../logic/words'
import { boolean, choosing, dropdown } from './choosing'
import { files, line, lines, slider, text } from './lines'
import { matrix } from './matrix'
import { ranking } from './ranking'
import { rating } from './rating'
import { frame, heading, sentence, type Context, type Control, type QuestionView, type View } from './view'

const CONTROLS: Record<string, (context: Context, question: Question) => Control> = {
  text: line,
  comment: text,
  multipletext: lines,
  slider,
  file: files,
  radiogroup: choosing,
  checkbox: choosing,
  tagbox: choosing,
  imagepicker: choosing,
  dropdown,
  boolean,
  matrix,
  rating,
  ranking,
}

export interface PageView extends View {
  /** Say what is wrong beside each question, and all of it at the top; the first is focused. */
  show(wrongs: Wrong[]): void
}

export function pageOf(context: Context, at: number): PageView {
  const { form, texts } = context
  const part = form.plan.pages[at]!
  const questions: QuestionView[] = []
  const others: View[] = []
  const summary = make('div', { class: 'summary', role: 'alert', tabindex: '-1', hidden: true })
  const body = make('div', {}, ...inside(part, 'h2'))

  function inside(place: Part, level: 'h2' | 'h3'): HTMLElement[] {
    const head = heading(context, place, level)
    others.push(head)
    const isRandom = (place.questionsOrder ?? form.plan.definition.questionsOrder) === 'random'
    const seed = context.seed ^ seedOf(String(place.name ?? at))
    const elements = ordered(elementsOf(place), isRandom ? 'random' : undefined, seed, () => '')
    return [head.element, ...elements.map(drawn)]
  }

  function drawn(element: Part): HTMLElement {
    if (element.type === 'panel') return panel(element)
    const question = form.plan.byName.get(String(element.name).toLowerCase())!
    if (element.type === 'html') return html(question)
    const view = frame(context, question, CONTROLS[element.type]!(context, question))
    questions.push(view)
    return view.element
  }

  function panel(element: Part): HTMLElement {
    const made = make('section', { class: 'panel' }, ...inside(element, 'h3'))
    others.push({ element: made, update: () => (made.hidden = !form.isShown(element)) })
    return made
  }

  function html(question: Question): HTMLElement {
    const made = make('div', { class: 'html' })
    const update = () => {
      made.hidden = !form.isVisible(question)
      made.innerHTML = piped(form, question.element.html, true) // cleaned when it was published; answers are escaped
    }
    others.push({ element: made, update })
    return made
  }

  const show = (wrongs: Wrong[]) => {
    const known = questions.map((view) => {
      const { name } = view.question
      const own = wrongs.filter((one) => one.name === name || one.name.startsWith(`${name}.`))
      view.show(own)
      return { view, own }
    })
    const rest = wrongs.filter((one) => !known.some(({ own }) => own.includes(one)))
    const links = known
      .filter(({ own }) => own.length)
      .map(({ view, own }) => link(view, sentence(context, own[0]!)))
    const lost = rest.map((one) => make('li', {}, sentence(context, one)))
    summary.replaceChildren(make('p', {}, texts.fix), make('ul', {}, ...links, ...lost))
    summary.hidden = !wrongs.length
    if (wrongs.length) summary.focus()
  }
  const link = (view: QuestionView, said: string) => {
    const title = view.element.querySelector('.title')!.textContent ?? ''
    const made = make('button', { type: 'button', class: 'link', click: () => view.focus() }, title)
    return make('li', {}, made, ` ${said}`)
  }
  const update = () => [...others, ...questions].forEach((one) => one.update())
  update()
  return { element: make('div', {}, summary, body), update, show }
}
