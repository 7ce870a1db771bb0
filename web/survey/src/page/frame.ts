/** What stands around the pages: title, progress, buttons, and what is said by the way. */
import { make } from '../../../kiosk/src/elements'
import type { Form } from '../logic/form'
import { endsAfter, nextPage } from '../logic/path'
import { piped } from '../logic/words'
import { fill, type Texts } from './texts'

export interface Frame {
  element: HTMLElement
  stage: HTMLElement
  status: HTMLElement
  next: HTMLButtonElement
  /** Say all that is said around the page `at`. */
  update(texts: Texts, at: number, canGoBack: boolean): void
}

interface Wishes {
  form: Form
  languages: HTMLElement
  isAnonymous: boolean
  goOn(): void
  goBack(): void
}

export function frameOf({ form, languages, isAnonymous, goOn, goBack }: Wishes): Frame {
  const { definition, pages } = form.plan
  const title = make('h1')
  const lead = make('p', { class: 'hint' })
  const bar = make('progress', { max: '100' })
  const where = make('p', { class: 'where' })
  const stage = make('div')
  const status = make('p', { class: 'status', role: 'status' })
  const next = make('button', { type: 'submit', class: 'main' })
  const back = make('button', { type: 'button', class: 'quiet', click: goBack })
  const submit = (event: Event) => {
    event.preventDefault()
    goOn()
  }
  const buttons = make('div', { class: 'buttons' }, next, back)
  const body = make('form', { novalidate: true, submit }, stage, buttons, status)
  const promise = make('p', { class: 'hint promise' })
  const head = make('header', {}, languages, title, lead, bar, where)
  const element = make('main', { class: 'survey' }, head, body, promise)

  const update = (texts: Texts, at: number, canGoBack: boolean) => {
    document.documentElement.lang = form.language
    title.textContent = piped(form, definition.title)
    title.hidden = !title.textContent
    if (title.textContent) document.title = title.textContent
    lead.textContent = piped(form, definition.description)
    promise.textContent = isAnonymous ? texts.anonymous : ''
    const isLast = nextPage(form, at) === undefined || endsAfter(form, at)
    const [own, usual] = isLast
      ? [definition.completeText, texts.finish]
      : [definition.pageNextText, texts.next]
    next.textContent = piped(form, own) || usual
    back.textContent = piped(form, definition.pagePrevText) || texts.back
    back.hidden = !canGoBack || definition.showPrevButton === false
    const shown = pages.map((_, page) => page).filter((page) => page === at || form.isPageVisible(page))
    bar.hidden = where.hidden = shown.length < 2 || definition.showProgressBar === false
    bar.value = (shown.indexOf(at) / shown.length) * 100
    where.textContent = fill(texts.page, shown.indexOf(at) + 1, shown.length)
    bar.setAttribute('aria-label', where.textContent)
  }
  return { element, stage, status, next, update }
}
