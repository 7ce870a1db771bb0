/** What is wrong with an answer, as codes that words.ts puts into sentences; see regard/engage/surveys/logic/checks.py. */
import { asDate } from './dates'
import { holds } from './evaluate'
import { COMMENT, type Form } from './form'
import { valueOf, type Part, type Question, type Words } from './questions'
import { isEmpty, isGrid, isList, isNumber, numberOf, textOf, type Value } from './values'

export type Wrong = { name: string; code: string; words?: Words; limit?: Value }

const EMAIL =
  /^(([^<>()[\].,;:\s@"]+(\.[^<>()[\].,;:\s@"]+)*)|(".+"))@(([^<>()=[\].,;:\s@"]+\.)+[^<>()=[\].,;:\s@"]{2,})$/i

export function wrongsOf(form: Form, question: Question): Wrong[] {
  const { element, name, kind } = question
  if (kind === 'html' || !form.isVisible(question) || !form.isOpen(question)) return []
  const value = form.answers[name]
  const inside = [...ofRows(question, value), ...ofLines(form, question, value)]
  if (isEmpty(value)) {
    if (form.isRequired(element)) return [{ name, code: 'required', words: element.requiredErrorText }]
    return [...inside, ...ofValidators(form, element, name, value)]
  }
  const found = [...inside, ...ofOther(form, question, value), ...ofSeveral(question, value)]
  return [...found, ...(kind === 'text' ? ofLine : ofValidators)(form, element, name, value)]
}

export function wrongsOn(form: Form, page: number): Wrong[] {
  const questions = form.plan.questions.filter((one) => one.page === page)
  const names = questions.map((one) => one.name)
  return [...questions.flatMap((one) => wrongsOf(form, one)), ...ofPanels(form, names)]
}

/** Panels that need an answer to at least one of their questions, and have none. */
function ofPanels(form: Form, names: string[]): Wrong[] {
  return form.plan.places.flatMap(({ part, names: within }) => {
    if (!form.isRequired(part) || !within.some((one) => names.includes(one))) return []
    const shown = within.map((one) => form.plan.byName.get(one.toLowerCase())!)
    const asked = shown.filter((one) => one.kind !== 'html' && form.isVisible(one))
    const isUnanswered = asked.length && asked.every((one) => isEmpty(form.answers[one.name]))
    return isUnanswered ? [{ name: part.name || '', code: 'required', words: part.requiredErrorText }] : []
  })
}

function ofRows({ kind, name, element }: Question, value: Value): Wrong[] {
  if (kind !== 'matrix' || !(element.isAllRowRequired || element.eachRowRequired)) return []
  const isMissing = (element.rows || []).some(
    (row: Value) => !isGrid(value) || isEmpty(value[textOf(valueOf(row))]),
  )
  return isMissing ? [{ name, code: 'rows' }] : []
}

function ofLines(form: Form, { kind, name, element }: Question, value: Value): Wrong[] {
  if (kind !== 'multipletext') return []
  const given = isGrid(value) ? value : {}
  return (element.items || []).flatMap((line: Part) => {
    const at = `${name}.${line.name}`
    if (!isEmpty(given[line.name])) return ofLine(form, line, at, given[line.name])
    return line.isRequired ? [{ name: at, code: 'required', words: line.requiredErrorText }] : []
  })
}

function ofOther(form: Form, { name, element, hasOther }: Question, value: Value): Wrong[] {
  const isOther = hasOther && (isList(value) ? value.includes('other') : value === 'other')
  return isOther && isEmpty(form.answers[name + COMMENT])
    ? [{ name, code: 'other', words: element.otherErrorText }]
    : []
}

function ofLine(form: Form, line: Part, name: string, value: Value): Wrong[] {
  const kind = line.inputType || 'text'
  const found = ofEnds(line, name, value, kind)
  if (kind === 'number' && !isNumber(value)) found.push({ name, code: 'number' })
  found.push(...ofValidators(form, line, name, value))
  if (kind === 'email' && !EMAIL.test(textOf(value))) found.push({ name, code: 'email' })
  return found
}

function ofEnds(line: Part, name: string, value: Value, kind: string): Wrong[] {
  const read = (one: Value): number | undefined => {
    if (kind === 'number') return isNumber(one) ? numberOf(one) : undefined
    return /^date/.test(kind) ? asDate(one)?.getTime() : undefined
  }
  const [given, low, high] = [value, line.min, line.max].map(read)
  const found: Wrong[] = []
  if (given === undefined) return found
  if (low !== undefined && given < low)
    found.push({ name, code: 'min', words: line.minErrorText, limit: line.min })
  if (high !== undefined && given > high)
    found.push({ name, code: 'max', words: line.maxErrorText, limit: line.max })
  return found
}

function ofSeveral({ kind, name, element }: Question, value: Value): Wrong[] {
  if (!isList(value) || !['checkbox', 'tagbox', 'imagepicker'].includes(kind)) return []
  const { minSelectedChoices: least, maxSelectedChoices: most } = element
  const found: Wrong[] = []
  if (least && value.length < least) found.push({ name, code: 'count_min', limit: least })
  if (most && value.length > most) found.push({ name, code: 'count_max', limit: most })
  return found
}

function ofValidators(form: Form, holder: Part, name: string, value: Value): Wrong[] {
  return (holder.validators || []).flatMap((one: Part) => {
    const kind = String(one.type).replace(/validator$/, '')
    if (isEmpty(value) && kind !== 'expression') return [] // which may speak of other answers
    const [code, limit] = CHECKS[kind]?.(one, value, form) ?? []
    return code ? [{ name, code, words: one.text, limit }] : []
  })
}

type Check = (validator: Part, value: Value, form: Form) => [string, Value?] | undefined
const tooFewOrMany = (
  count: number,
  least: number,
  most: number,
  code: string,
): [string, Value?] | undefined =>
  least && count < least ? [`${code}_min`, least] : most && count > most ? [`${code}_max`, most] : undefined

const CHECKS: Record<string, Check> = {
  numeric: ({ minValue, maxValue }, value) => {
    if (!isNumber(value)) return ['number']
    if (minValue != null && numberOf(value) < minValue) return ['min', minValue]
    return maxValue != null && numberOf(value) > maxValue ? ['max', maxValue] : undefined
  },
  text: ({ minLength, maxLength, allowDigits }, value) => {
    if (allowDigits === false && /\d+$/.test(textOf(value))) return ['digits']
    const isCounted = typeof value === 'string' || isList(value)
    return isCounted ? tooFewOrMany(value.length, minLength, maxLength, 'length') : undefined
  },
  answercount: ({ minCount, maxCount }, value) =>
    isList(value) && value.length ? tooFewOrMany(value.length, minCount, maxCount, 'count') : undefined,
  regex: ({ regex, caseInsensitive }, value) => {
    const pattern = regex && new RegExp(regex, caseInsensitive ? 'i' : '')
    const isWrong = pattern && !(isList(value) ? value : [value]).every((one) => pattern.test(textOf(one)))
    return isWrong ? ['regex'] : undefined
  },
  email: (_, value) => (EMAIL.test(textOf(value)) ? undefined : ['email']),
  expression: ({ expression }, _, form) =>
    !expression || holds(expression, form) ? undefined : ['expression'],
}
