/** The respondents' page: what the server told, what this device kept, and the survey. */
import '../../pages/look.css'
import '../survey.css'
import '../controls.css'
import type { Form } from './logic/form'
import { isNumber, numberOf } from './logic/values'
import type { Told } from './page/shapes'
import { mountSurvey } from './page/survey'
import { tokenOf, transportTo } from './page/sending'
import { textsOf } from './page/texts'
import { tellFrame } from './page/framed'

const told = JSON.parse(document.getElementById('told')!.textContent!) as Told
const root = document.getElementById('survey')!
const address = new URL(location.href)
const path = address.pathname.replace(/\/$/, '')
const said = (name: string) => address.searchParams.get(name) ?? ''

/** The first answer, given in a mail: filled in here, sent only when the respondent goes on. */
function prefill(form: Form) {
  for (const pair of address.searchParams.getAll('answer')) {
    const [name = '', value = ''] = pair.split(/:(.*)/s)
    const question = form.plan.byName.get(name.toLowerCase())
    if (question && value && !question.takesSeveral) {
      form.answer(question.name, isNumber(value) ? numberOf(value) : value)
    }
  }
}

async function start() {
  const token = tokenOf(path)
  const transport = transportTo(path)
  const language = said('lang') || navigator.language
  const before = Object.keys(told.answers ?? {}).length
    ? undefined
    : await transport.send('resume', { token, answers: {}, page: '', language })
  const kept = before?.status === 200 ? before.told : {}
  const answers = { ...told.answers, ...kept.answers }
  const channel = said('via') === 'qr' ? 'store' : ''
  const about = { touchpoint: said('touchpoint'), store_id: said('store') }
  const survey = await mountSurvey(
    root,
    { ...told, answers, page: kept.page || told.page },
    { token, language, transport, channel, about },
  )
  tellFrame()
  if (before?.status === 409) return survey.end(textsOf(survey.form.language).already)
  if (said('answer')) {
    prefill(survey.form)
    survey.redraw()
  }
}

void start()
