/** A whole survey on the kiosk: one visitor after the other, whether the network is there or not. */
import '../../pages/look.css'
import '../../survey/survey.css'
import '../../survey/controls.css'
import './survey.css'
import { languagesIn } from '../../survey/src/logic/words'
import { newToken, type Transport } from '../../survey/src/page/sending'
import type { Mounted, Told } from '../../survey/src/page/shapes'
import { mountSurvey } from '../../survey/src/page/survey'
import { loadTexts } from '../../survey/src/page/texts'
import { readPlace } from './place'
import { settle } from './settling'
import { countSurveys, keepSurvey, sendSurveys } from './surveys-sending'
import { LANGUAGES, pickLanguage } from './texts'

const SECONDS_OF_QUIET = 45
const SECONDS_OF_WARNING = 15
const SECONDS_OF_THANKS = 8

const part = (id: string) => document.getElementById(id)!
const told = JSON.parse(part('told').textContent!) as Told & { path: string }
const place = readPlace(new URL(location.href), navigator.languages)
const texts = LANGUAGES[pickLanguage(place.languages)]!
const about = { touchpoint: place.touchpoint, store_id: place.store }
let mounted: Mounted | undefined
let token = ''
let page = ''
let left = 0
let isTouched = false
let isOver = false
let isRefused = false

const showStatus = async () => {
  const count = await countSurveys()
  const why = isRefused ? texts.refused : navigator.onLine === false ? texts.offline : ''
  part('status').textContent = count ? texts.waiting(count) + (why ? `: ${why}` : '') : why
}
const send = () =>
  void sendSurveys((refused) => {
    isRefused = refused
    void showStatus()
  })

/** Nothing goes to the server from here: what is finished waits on the device and is sent from there. */
const transport: Transport = {
  async send(verb, sent) {
    page = sent.page
    if (verb === 'finish') await put('finish')
    return { status: 200, told: verb === 'finish' ? { state: 'complete' } : {} }
  },
}

async function put(verb: 'keep' | 'finish') {
  const { answers, language } = mounted!.form
  const sent = { token, answers: { ...answers }, page, language, channel: 'store' }
  await keepSurvey({ token, path: told.path, verb, sent, about, at: Date.now() })
  void showStatus()
  send()
}

async function begin() {
  token = newToken()
  page = ''
  isTouched = isOver = false
  part('hurry').hidden = true
  const ended = () => {
    isOver = true
    left = SECONDS_OF_THANKS
  }
  mounted = await mountSurvey(
    part('survey'),
    { ...told, answers: {} },
    { token, language: place.languages[0]!, transport, channel: 'store', ended },
  )
}

/** Somebody left in the midst of it: what they said is kept as a part, and the first page waits for the next. */
async function leave(isFinished: boolean) {
  if (!isFinished && Object.keys(mounted!.form.answers).length) await put('keep')
  await begin()
}

function tick() {
  if (!isTouched && !isOver) return
  left--
  const isLate = !isOver && left <= SECONDS_OF_WARNING
  part('hurry').hidden = !isLate
  if (isLate) part('left').textContent = texts.soon(left)
  if (left <= 0) {
    const isFinished = isOver
    isTouched = isOver = false // nothing more is counted until the first page is there
    void leave(isFinished)
  }
}

function touch() {
  if (isOver) return
  isTouched = true
  left = SECONDS_OF_QUIET
  part('hurry').hidden = true
}

if (place.theme) document.documentElement.dataset.theme = place.theme
part('longer').textContent = texts.longer
part('full').textContent = texts.full
document
  .querySelector('link[rel=manifest]')!
  .setAttribute('href', `/kiosk/${place.writeKey}/app.webmanifest${location.search}`)
for (const name of ['pointerdown', 'keydown', 'input']) addEventListener(name, touch, true)
for (const name of ['online', 'offline']) addEventListener(name, () => (void showStatus(), send()))

await begin()
await Promise.all([...languagesIn(told.definition)].map(loadTexts))
setInterval(tick, 1_000)
void showStatus()
send()
void settle(place, part('full'))
