/** A whole survey, from the first page to the end. Used by the respondents' page and by the builder's preview. */
import { make } from '../../../kiosk/src/elements'
import { wrongsOf, wrongsOn, type Wrong } from '../logic/checks'
import { wallClock } from '../logic/dates'
import { Form } from '../logic/form'
import { seedOf } from '../logic/order'
import { endsAfter, nextPage } from '../logic/path'
import { planOf } from '../logic/questions'
import { endingOf } from './ending'
import { frameOf } from './frame'
import { languageChoice } from './languages'
import { pageOf, type PageView } from './page'
import type { Mounted, Options, Told } from './shapes'
import { loadTexts, textsOf } from './texts'
import { applyTheme } from './theme'
import type { Context } from './view'

export async function mountSurvey(root: HTMLElement, told: Told, options: Options): Promise<Mounted> {
  const { definition } = told
  const { token, transport, channel = '', about } = options
  const form = new Form(planOf(definition), wallClock(new Date()), { ...told.answers }, wrongsOf)
  if (!Object.keys(form.answers).length) form.begin()
  const languages = languageChoice(definition, options.language, textsOf(options.language).language, speak)
  form.language = languages.first
  await loadTexts(form.language)
  let view: PageView
  const walked: number[] = []
  const { pages, byName } = form.plan
  const begun = pages.findIndex((one) => told.page && one.name === told.page)
  let at = begun >= 0 && form.isPageVisible(begun) ? begun : (nextPage(form, -1) ?? 0)
  const context: Context = { form, texts: textsOf(form.language), seed: seedOf(token), answer }
  const isAnonymous = !!told.is_anonymous
  const frame = frameOf({ form, languages: languages.element, isAnonymous, goOn, goBack })

  function answer(name: string, value: unknown) {
    form.answer(name, value)
    view.update()
    frame.update(context.texts, at, walked.length > 0)
  }

  async function speak(language: string) {
    form.language = language
    await loadTexts(language)
    draw(false)
  }

  function draw(isMoved: boolean) {
    context.texts = textsOf(form.language)
    view = pageOf(context, at)
    frame.stage.replaceChildren(view.element)
    frame.update(context.texts, at, walked.length > 0)
    if (!isMoved) return
    scrollTo(0, 0)
    frame.stage
      .querySelector<HTMLElement>('input:enabled,select:enabled,textarea:enabled')
      ?.focus({ preventScroll: true })
  }

  function goBack() {
    at = walked.pop() ?? at
    draw(true)
  }

  function goOn() {
    const wrongs = wrongsOn(form, at)
    view.show(wrongs)
    if (wrongs.length) return
    const following = endsAfter(form, at) ? undefined : nextPage(form, at)
    if (following === undefined) return void finish()
    walked.push(at)
    at = following
    void keep()
    draw(true)
  }

  const sent = () => {
    const page = String(pages[at]?.name ?? '')
    return { token, answers: form.answers, page, language: form.language, channel, about }
  }

  async function keep() {
    const { status } = await transport.send('keep', sent())
    frame.status.textContent = status === 200 ? context.texts.saved : ''
    if (status === 409) end(context.texts.already)
  }

  async function finish() {
    frame.next.disabled = true
    frame.status.textContent = context.texts.sending
    const { status, told: answered } = await transport.send('finish', sent())
    frame.next.disabled = false
    frame.status.textContent = ''
    if (status === 200) {
      const { said, html } = endingOf(
        form,
        context.texts,
        answered.state === 'over_quota' ? answered.quota : undefined,
      )
      end(said, html)
    } else if ([404, 409, 410].includes(status)) end(answered.detail ?? context.texts.already)
    else if (answered.wrongs) correct(answered.wrongs)
    else frame.status.textContent = answered.detail ?? context.texts.offline
  }

  /** What only the server found wrong: go to the page where it is. */
  function correct(wrongs: Wrong[]) {
    const page = byName.get(wrongs[0]!.name.split('.')[0]!.toLowerCase())?.page
    if (page !== undefined && page !== at) {
      at = page
      draw(true)
    }
    view.show(wrongs)
  }

  function end(said: string, html?: string) {
    const over = make('div', { class: 'over', tabindex: '-1' })
    if (html) over.innerHTML = html
    else over.append(make('h1', {}, said))
    frame.element.replaceChildren(over)
    over.focus()
    options.ended?.()
  }

  applyTheme(definition.regard?.theme ?? {})
  draw(false)
  root.replaceChildren(frame.element)
  return { form, end, redraw: () => draw(false) }
}
