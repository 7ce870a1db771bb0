/** Results in words: the value with its interval and n, and what a title says. */
import { formatCount, formatInterval, formatNumber, type NumberStyle } from '~/design/numbers'
import { shortened } from '../logic/sentence'
import type { Numbers, QuestionFound, Results } from './results-queries'

export const MINIMUM = 30
export const isSmall = (n: number | null) => n !== null && n < MINIMUM

export const METRICS: Record<string, string> = {
  nps: 'NPS',
  enps: 'eNPS',
  csat: 'CSAT, satisfied',
  ces5: 'CES, found it easy',
  ces7: 'CES, found it easy',
  stars: 'Stars, mean',
}

export const measured = ({ metric, type }: QuestionFound) =>
  (metric && METRICS[metric]) || (type === 'ranking' ? 'mean place' : 'mean')

export function styleOf({ metric, unit }: Pick<QuestionFound, 'metric' | 'unit'>): NumberStyle {
  if (metric === 'nps' || metric === 'enps') return { digits: 0, signed: true }
  return { digits: unit === '%' ? 1 : 2 }
}

const unitOf = (unit: string) => (unit === '%' ? ' %' : '')

export const valueText = ({ value }: Numbers, style: NumberStyle, unit = ''): string =>
  value === null ? '' : `${formatNumber(value, style)}${unitOf(unit)}`

export const intervalText = ({ low, high }: Numbers, style: NumberStyle): string =>
  low === null || high === null ? '' : formatInterval(low, high, style)

/** 78 % [74, 82]. */
export const rateText = (numbers: Numbers): string =>
  numbers.value === null
    ? ''
    : `${valueText(numbers, { digits: 0 }, '%')} ${intervalText(numbers, { digits: 0 })}`

/** The title says what is seen: the first score, or how many answered. */
export function resultsTitle(name: string, { questions, finished }: Results): string {
  const scored = questions.find(({ metric, score }) => metric && score?.value !== null && score !== null)
  if (!scored?.score) return `${name}: ${formatCount(finished)} ${finished === 1 ? 'answer' : 'answers'}`
  return `${name}: ${METRICS[scored.metric!]!.split(',')[0]} ${valueText(scored.score, styleOf(scored), scored.unit)}`
}

/** The score the title tells, with its interval and n. */
export function titleNote({ questions }: Results): string {
  const scored = questions.find(({ metric, score }) => metric && score?.value != null)
  if (!scored?.score) return ''
  const few = isSmall(scored.score.n) ? ` of the ${MINIMUM} needed to go by` : ''
  return `${intervalText(scored.score, styleOf(scored))} · n ${formatCount(scored.score.n)}${few} · `
}

/** What a page's address calls a number, in words. */
export function behindWords(behind: string, questions: QuestionFound[]): string {
  const [kind = ''] = behind.split(':')
  const rest = behind.slice(kind.length + 1)
  if (kind === 'partial') return 'began and did not finish'
  const name = kind === 'answer' ? rest.slice(0, rest.indexOf('=')) : rest
  const question = questions.find((one) => one.name === name)
  const title = `“${shortened(question?.title ?? name, 60)}”`
  if (kind === 'question') return `answered ${title}`
  if (kind !== 'answer') return 'finished'
  return `answered ${title} with ${answerWords(question, rest.slice(rest.indexOf('=') + 1))}`
}

/** An answer as people read it; the server says it in words for choices. */
export function answerWords(question: QuestionFound | undefined, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => answerWords(question, one)).join(', ')
  if (value && typeof value === 'object')
    return Object.entries(value)
      .map(([row, one]) => {
        const found = question?.rows.find((each) => each.row === row)
        const text = found?.bars.find((bar) => String(bar.value) === String(one))?.text
        return `${found?.text ?? row}: ${text ?? String(one)}`
      })
      .join(' · ')
  return question?.bars.find((bar) => String(bar.value) === String(value))?.text ?? String(value ?? '')
}

/** The names a split can have besides a question's own. */
export const SPLITS: [string, string][] = [
  ['day', 'Day'],
  ['week', 'Week'],
  ['month', 'Month'],
  ['channel', 'Channel'],
  ['language', 'Language'],
  ['touchpoint', 'Touchpoint'],
  ['segment', 'Segment'],
  ['version', 'Version'],
]
/** Of the anonymous, what would tell of few is not offered. */
export const ANONYMOUS_SPLITS = SPLITS.filter(([key]) =>
  ['month', 'channel', 'language', 'version'].includes(key),
)
export const isOverTime = (by: string) => by === 'day' || by === 'week' || by === 'month'
