/** What the visitor sees, one step after the other: the question, the reason, the thanks. */
import { face, make } from './elements'
import type { Place } from './place'
import type { Texts } from './texts'

export function askScore(place: Place, texts: Texts, choose: (score: number) => void): HTMLElement {
  const question =
    place.metric === 'nps'
      ? texts.recommend
      : place.touchpoint
        ? texts.questionAt(place.touchpoint)
        : texts.question
  const title = make('h1', { id: 'question', tabindex: '-1' }, question)
  return place.metric === 'nps' ? askNumber(title, texts, choose) : askFace(title, texts, choose)
}

function askFace(title: HTMLElement, texts: Texts, choose: (score: number) => void): HTMLElement {
  const buttons = texts.faces.map((word, mood) =>
    make(
      'button',
      { type: 'button', click: () => choose(mood + 1), 'data-score': String(mood + 1) },
      face(mood),
      word,
    ),
  )
  return make(
    'section',
    {},
    title,
    make('div', { class: 'faces', role: 'group', 'aria-labelledby': 'question' }, ...buttons),
  )
}

function askNumber(title: HTMLElement, texts: Texts, choose: (score: number) => void): HTMLElement {
  const buttons = Array.from({ length: 11 }, (_, score) =>
    make(
      'button',
      {
        type: 'button',
        click: () => choose(score),
        'data-score': String(score),
        'aria-label': score === 0 ? `0, ${texts.least}` : score === 10 ? `10, ${texts.most}` : undefined,
      },
      String(score),
    ),
  )
  const ends = make(
    'p',
    { class: 'ends', 'aria-hidden': 'true' },
    make('span', {}, `0 ${texts.least}`),
    make('span', {}, `10 ${texts.most}`),
  )
  return make(
    'section',
    {},
    title,
    make('div', { class: 'numbers', role: 'group', 'aria-labelledby': 'question' }, ...buttons),
    ends,
  )
}

export interface Reason {
  element: HTMLElement
  field: HTMLTextAreaElement
  /** Say how long is left; nothing when there is time. */
  warn(seconds: number | undefined): void
}

export function askReason(texts: Texts, send: () => void, wait: () => void): Reason {
  const field = make('textarea', { id: 'reason', rows: '4', maxlength: '2000', 'aria-describedby': 'hint' })
  const main = make('button', { class: 'main', type: 'submit' }, texts.skip)
  field.addEventListener('input', () => (main.textContent = field.value.trim() ? texts.send : texts.skip))
  const left = make('span', { role: 'timer' })
  const longer = make('button', { class: 'quiet', type: 'button', click: wait }, texts.longer)
  const hurry = make('p', { class: 'hurry', hidden: true }, left, longer)
  const form = make(
    'form',
    {},
    make('h1', { tabindex: '-1' }, make('label', { for: 'reason' }, texts.more)),
    field,
    make('p', { id: 'hint', class: 'hint' }, texts.hint),
    make('p', { class: 'buttons' }, main, hurry),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    send()
  })
  return {
    element: make('section', {}, form),
    field,
    warn(seconds) {
      hurry.hidden = seconds === undefined
      if (seconds !== undefined) left.textContent = texts.soon(seconds)
    },
  }
}

export function giveThanks(place: Place, texts: Texts, next: () => void): HTMLElement {
  const after = place.isPhone
    ? make('p', { class: 'hint' }, texts.close)
    : make(
        'p',
        { class: 'buttons' },
        make('button', { class: 'main', type: 'button', click: next }, texts.again),
      )
  return make('section', { class: 'thanks' }, face(4), make('h1', { tabindex: '-1' }, texts.thanks), after)
}
