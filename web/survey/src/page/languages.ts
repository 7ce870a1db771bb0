/** The choice of language: those that the definition speaks. */
import { make } from '../../../kiosk/src/elements'
import type { Part } from '../logic/questions'
import { languagesIn } from '../logic/words'

export interface Languages {
  element: HTMLSelectElement
  /** The language to begin with: the nearest to what is wanted, else the definition's own. */
  first: string
}

export function languageChoice(
  definition: Part,
  wanted: string,
  label: string,
  tell: (language: string) => void,
): Languages {
  const own = String(definition.locale || 'en')
  const names = [...new Set([...languagesIn(definition)].map((one) => (one === 'default' ? own : one)))]
  const near = names.find((one) => one.slice(0, 2) === wanted.slice(0, 2))
  const first = near ?? (definition.locale || names.length ? own : wanted)
  const element = make('select', { 'aria-label': label })
  for (const name of names) element.append(make('option', { value: name, lang: name }, nameOf(name)))
  element.value = first
  element.hidden = names.length < 2
  element.addEventListener('change', () => tell(element.value))
  return { element, first }
}

function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}
