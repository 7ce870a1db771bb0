/** The builder's preview: the respondents' own survey, shown as the page around it says. Nothing is kept or sent. */
import type { Answers } from './logic/form'
import type { Part } from './logic/questions'
import type { Mounted } from './page/shapes'
import { mountSurvey } from './page/survey'

interface Shown {
  type: 'show'
  definition: Part
  page?: string
  /** Forget what was answered. */
  fresh: boolean
}

const root = document.getElementById('survey')!
const transport = { send: () => Promise.resolve({ status: 200, told: {} }) }
const tell = (message: object) => parent.postMessage(message, location.origin)

let mounted: Mounted | undefined
let newest = 0

async function show({ definition, page, fresh }: Shown) {
  const turn = ++newest
  const answers: Answers = fresh || !mounted ? {} : { ...mounted.form.answers }
  const language = mounted?.form.language ?? navigator.language
  const into = document.createElement('div')
  try {
    const made = await mountSurvey(
      into,
      { definition, answers, page, is_anonymous: definition.regard?.anonymous === true },
      { token: 'preview', language, transport },
    )
    if (turn !== newest) return
    mounted = made
    root.replaceChildren(...into.childNodes)
    tell({ type: 'shown' })
  } catch (error) {
    tell({ type: 'failed', says: error instanceof Error ? error.message : String(error) })
  }
}

addEventListener('message', ({ source, origin, data }: MessageEvent<Shown>) => {
  if (source === parent && origin === location.origin && data.type === 'show') void show(data)
})
tell({ type: 'ready' })
