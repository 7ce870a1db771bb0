/** What is wrong with a survey as a whole: its pages, jumps, quotas and languages. */
import { jumpsOf } from '../logic/jumps'
import { namesIn } from '../logic/piping'
import { languageName, languagesOf, shownIn } from '../words/words'
import { countMissing, phrasesOf } from '../words/translation'
import type { Definition } from './definition'
import { mind, stop, type Fault, type Told } from './faults'
import { namesOf } from './names'
import { questionsOf } from './places'

export function surveyFaults(survey: Definition): Fault[] {
  const found: Fault[] = []
  const tell = (where: string, told: Told) => found.push({ where, ...told })
  if (!shownIn(survey.title).trim()) tell('Survey', stop('It has no title. People see it before they begin.'))
  if (questionsOf(survey).length === 0) tell('Survey', stop('It asks nothing yet. Add a question.'))
  survey.pages.forEach(({ elements }, at) => {
    if (elements.length === 0 && survey.pages.length > 1)
      tell(`Page ${at + 1}`, mind('It is empty and will be left out. Add a question or remove the page.'))
  })
  const names = namesOf(survey)
  for (const { jump, says } of jumpsOf(survey).flatMap((jump) =>
    jump.says ? [{ jump, says: jump.says }] : [],
  ))
    tell(jump.kind === 'end' ? 'An early end' : 'A jump', stop(says))
  for (const { name, limit, expression } of survey.regard?.quotas ?? []) {
    const where = `Quota “${name}”`
    if (!(limit > 0)) tell(where, stop('It has no limit. Say after how many answers it is full.'))
    if (!expression) tell(where, stop('It does not say what it counts. Add a condition.'))
    const lost = namesIn(expression).find((one) => !names.includes(one))
    if (lost)
      tell(where, stop(`It counts answers to “${lost}”, which is not asked here. Choose another question.`))
  }
  const phrases = phrasesOf(survey)
  for (const language of languagesOf(survey)) {
    const missing = countMissing(phrases, language)
    if (missing > 0)
      tell(
        languageName(language),
        mind(`${missing} of ${phrases.length} texts are not translated; people see them untranslated.`),
      )
  }
  return found
}
