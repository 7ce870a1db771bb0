/** A rule as a sentence people can check. */
import type { Definition, Question } from '../definition/definition'
import { questionsOf } from '../definition/places'
import { shownIn } from '../words/words'
import { answerKind, offeredBy, operatorWords } from './comparing'
import { isBare, readRule, type Rule, type Test, type Value } from './rules'

const LONGEST = 48

export function shortened(text: string, most = LONGEST): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (plain.length <= most) return plain
  const cut = plain.slice(0, most)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()} …`
}

/** A text with a gap where it quotes an answer. */
export const unquoted = (text: string) => text.replace(/\{[^{}]+\}/g, '[…]')

/** A question as one speaks of it: its title, or its name where it has none. */
export const titleOf = (question: Question, locale?: string): string =>
  unquoted(shownIn(question.title, locale)) || (question.type === 'html' ? 'Text to read' : question.name)

function joined(words: string[], last: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

function testWords(test: Test, questions: Map<string, Question>): string {
  const question = questions.get(test.name)
  if (!question)
    return `“${test.name}”, which is not asked here, ${operatorWords(test.operator, 'text')}${tail(test)}`
  const words = operatorWords(test.operator, answerKind(question))
  return `“${shortened(titleOf(question))}” ${words}${tail(test, question)}`
}

function tail({ operator, value }: Test, question?: Question): string {
  if (isBare(operator) || value === undefined) return ''
  const offered = question ? offeredBy(question) : []
  const named = (one: Value) => {
    const known = offered.find(({ value: each }) => String(each) === String(one))?.text ?? String(one)
    return typeof one === 'number' || typeof one === 'boolean' ? known : `“${known}”`
  }
  return ` ${Array.isArray(value) ? joined(value.map(named), 'or') : named(value)}${meaning(operator, value, question)}`
}

/** What a bound on an NPS answer means to those who know the score. */
function meaning(operator: string, value: Value, question?: Question): string {
  if (question?.regard?.metric !== 'nps') return ''
  if (operator === '<=' && value === 6) return ' (detractors)'
  return operator === '>=' && value === 9 ? ' (promoters)' : ''
}

export function ruleSentence(rule: Rule, survey: Definition): string {
  const questions = new Map(questionsOf(survey).map(({ question }) => [question.name, question]))
  return joined(
    rule.tests.map((test) => testWords(test, questions)),
    rule.join,
  )
}

/** An expression as a sentence, as it stands where it says more than can be chosen. */
export function expressionWords(expression: string, survey: Definition): string {
  const rule = readRule(expression)
  return rule && rule.tests.length > 0 ? ruleSentence(rule, survey) : expression
}
