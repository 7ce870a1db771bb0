/** Surveys on the page, for sites that ask for them: only where the visitor's ids may be kept, one at a time. */
import type { Call, Regard } from '../types'
import { forget, isInSample, isOnPage, remember, wasAsked } from './choosing'
import { showSurvey } from './showing'
import type { Widget } from './types'
import { watch } from './watching'

const regard = (window as unknown as { regard: Regard }).regard
const { host, writeKey } = regard.options
const address = `${host!}widgets/${encodeURIComponent(writeKey)}`
let told: Promise<Widget[]> | undefined
let stops: (() => void)[] = []
let close: (() => void) | undefined
let isAsking = false

const visitor = () => regard.user().anonymousId() || ''
const isMeant = (one: Widget) =>
  isOnPage(one.pages, location.pathname) && isInSample(one, visitor()) && !wasAsked(one)

const disarm = () => stops.splice(0).forEach((stop) => stop())

async function widgets(): Promise<Widget[]> {
  try {
    const answer = await fetch(address, { credentials: 'omit' })
    return answer.ok ? ((await answer.json()) as { widgets: Widget[] }).widgets : []
  } catch {
    return []
  }
}

/** Wait for the moments of this page. Nothing is asked for, and nothing kept, without consent. */
async function arm() {
  disarm()
  if (!regard.isKept()) return
  const found = await (told ||= widgets())
  disarm()
  stops = found.filter(isMeant).map((one) => watch(one, () => void ask(one)))
}

async function ask(widget: Widget) {
  if (isAsking || !regard.isKept() || !isMeant(widget)) return
  isAsking = true
  disarm()
  try {
    const who = { anonymousId: visitor(), userId: regard.user().id() || '' }
    const answer = await fetch(`${address}/${widget.slug}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      credentials: 'omit',
      body: JSON.stringify(who),
    })
    if (!answer.ok) return void (isAsking = false)
    const { path } = (await answer.json()) as { path?: string }
    remember(widget, path ? widget.days : 1)
    if (path) close = showSurvey(widget, new URL(path, host).href, () => (isAsking = false))
    else isAsking = false
  } catch {
    isAsking = false
  }
}

regard.hear((call: Call) => {
  if (!regard.isKept()) {
    disarm()
    close?.()
    forget()
  } else if (call.type === 'page' || call.event === 'Consent Given') void arm()
  else if (call.event && told) {
    void told.then((found) =>
      found.filter((one) => one.event === call.event && isMeant(one)).forEach((one) => void ask(one)),
    )
  }
})
void arm()
