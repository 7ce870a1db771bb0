/** What is said at the end. */
import { holds } from '../logic/evaluate'
import type { Form } from '../logic/form'
import type { Part, Words } from '../logic/questions'
import { piped } from '../logic/words'
import type { Texts } from './texts'

export interface Ending {
  said: string
  html: string
}

/** Thanks, in the definition's words where it has some; `quota` names the one that was full. */
export function endingOf(form: Form, texts: Texts, quota?: string): Ending {
  const { definition } = form.plan
  const show = (words: Words) => piped(form, words, true)
  if (quota !== undefined) {
    const quotas: Part[] = definition.regard?.quotas ?? []
    return { said: texts.full, html: show(quotas.find((one) => one.name === quota)?.html) }
  }
  const conditional: Part[] = definition.completedHtmlOnCondition ?? []
  const chosen = conditional.find((one) => holds(one.expression, form))
  return { said: texts.thanks, html: show(chosen?.html ?? definition.completedHtml) }
}
