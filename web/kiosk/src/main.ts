/** The kiosk: ask, keep, send, thank, and begin again for the next visitor. */
import '../../pages/look.css'
import './kiosk.css'
import { makeAnswer, withComment, type Answer } from './answers'
import { make } from './elements'
import { countKept, keep } from './kept'
import { readPlace } from './place'
import { makeSender } from './sending'
import { settle } from './settling'
import { askReason, askScore, giveThanks } from './steps'
import { LANGUAGES, pickLanguage } from './texts'

const SECONDS_TO_WRITE = 45
const SECONDS_OF_WARNING = 15
const SECONDS_OF_THANKS = 6

const part = (id: string) => document.getElementById(id)!
const place = readPlace(new URL(location.href), navigator.languages)
const usual = pickLanguage(place.languages)
let language = usual
let draft: Answer | undefined
let step: () => void = ask
let ticking: ReturnType<typeof setInterval> | undefined
let isRefused = false

const sender = makeSender(
  ({ answer }) => answer.messageId !== draft?.messageId,
  (outcome) => {
    isRefused = outcome.isRefused
    void showStatus()
  },
)

function show(element: HTMLElement, next: () => void) {
  step = next
  clearInterval(ticking)
  part('stage').replaceChildren(element)
  const texts = LANGUAGES[language]!
  document.documentElement.lang = language
  document.title = place.touchpoint || texts.question
  part('promise').textContent = texts.anonymous
  part('full').textContent = texts.full
  for (const button of part('languages').querySelectorAll('button')) {
    button.setAttribute('aria-pressed', String(button.lang === language))
  }
  void showStatus()
}

function ask() {
  draft = undefined
  show(
    askScore(place, LANGUAGES[language]!, (score) => void choose(score)),
    ask,
  )
}

async function choose(score: number) {
  if (draft) return // a second tap
  draft = makeAnswer(place, score, language)
  await keepDraft() // from here on nothing can lose it
  explain('')
}

function explain(written: string) {
  const reason = askReason(LANGUAGES[language]!, () => void finish(reason.field.value), restart)
  let left = SECONDS_TO_WRITE
  show(reason.element, () => explain(reason.field.value))
  reason.field.value = written
  reason.field.addEventListener('input', restart)
  reason.element.querySelector<HTMLElement>('h1')!.focus()
  ticking = setInterval(() => {
    left--
    reason.warn(left <= SECONDS_OF_WARNING ? left : undefined)
    if (left <= 0) void finish(reason.field.value)
  }, 1_000)
  function restart() {
    left = SECONDS_TO_WRITE
    reason.warn(undefined)
  }
}

async function finish(comment: string) {
  if (!draft) return
  draft = withComment(draft, comment)
  await keepDraft()
  draft = undefined
  sender.now()
  const next = () => {
    language = usual
    ask()
  }
  show(giveThanks(place, LANGUAGES[language]!, next), finish.bind(null, ''))
  part('stage').querySelector<HTMLElement>('h1')!.focus()
  if (place.isPhone) return void (step = () => show(giveThanks(place, LANGUAGES[language]!, next), step))
  ticking = setInterval(next, SECONDS_OF_THANKS * 1_000)
}

async function keepDraft() {
  if (draft) await keep({ writeKey: place.writeKey, answer: draft })
}

async function showStatus() {
  const count = (await countKept()) - (draft ? 1 : 0)
  const texts = LANGUAGES[language]!
  const why = isRefused ? texts.refused : navigator.onLine === false ? texts.offline : ''
  part('status').textContent = count > 0 ? texts.waiting(count) + (why ? `: ${why}` : '') : why
}

function speak(name: string) {
  language = name
  step()
}

for (const name of Object.keys(LANGUAGES)) {
  const texts = LANGUAGES[name]!
  const button = make(
    'button',
    { type: 'button', lang: name, class: 'quiet', click: () => speak(name) },
    texts.name,
  )
  part('languages').append(button)
}

if (place.theme) document.documentElement.dataset.theme = place.theme
document
  .querySelector('link[rel=manifest]')!
  .setAttribute('href', `${location.pathname}/app.webmanifest${location.search}`)

addEventListener('keydown', (event) => {
  const isTyping =
    event.target instanceof HTMLTextAreaElement || event.ctrlKey || event.metaKey || event.altKey
  if (!isTyping) part('stage').querySelector<HTMLElement>(`[data-score="${event.key}"]`)?.click()
})
for (const name of ['online', 'offline']) addEventListener(name, () => void showStatus())

ask()
sender.now()
void settle(place, part('full'))
