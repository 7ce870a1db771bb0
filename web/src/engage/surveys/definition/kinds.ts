/** The kinds of question people can add, as they think of them; the type behind it is SurveyJS' matter. */
import type { Metric, Question, QuestionType, Words } from './definition'
import { KIND_WORDS as W } from './kind-words'

type Made = Omit<Question, 'name'>

export interface Kind {
  key: string
  name: string
  group: string
  note?: string
  /** What its name in the data begins with. */
  stem: string
  made: Made
}

const group =
  (title: string) =>
  (key: string, name: string, stem: string, made: Made, note?: string): Kind => ({
    key,
    name,
    group: title,
    note,
    stem,
    made,
  })

const scores = group('Scores')
const choices = group('Choices')
const texts = group('Text')
const further = group('Other')

const score = (metric: Metric, title: Words, rest: Partial<Question>): Made => ({
  type: 'rating',
  title,
  isRequired: true,
  ...rest,
  regard: { metric },
})
const scale = (rateMin: number, rateMax: number, lowest?: Words, highest?: Words) => ({
  rateMin,
  rateMax,
  ...(lowest ? { minRateDescription: lowest, maxRateDescription: highest } : {}),
})
const of = (type: QuestionType, rest: Partial<Question> = {}): Made => ({ type, ...rest })
const some = { choices: W.choices }
const FOUR = [W.bad, W.fair, W.good, W.veryGood].map((text, at) => ({ value: at + 1, text }))
const EMAIL: Partial<Question> = { inputType: 'email', validators: [{ type: 'email' }] }

export const KINDS: Kind[] = [
  scores(
    'nps',
    'Recommendation (NPS)',
    'recommend',
    score('nps', W.nps, scale(0, 10, W.notLikely, W.veryLikely)),
    '0 to 10',
  ),
  scores(
    'csat',
    'Satisfaction (CSAT)',
    'satisfied',
    score('csat', W.csat, { ...scale(1, 5, W.notSatisfied, W.verySatisfied), rateType: 'smileys' }),
    '1 to 5',
  ),
  scores('ces7', 'Effort (CES)', 'easy', score('ces7', W.ces, scale(1, 7, W.disagree, W.agree)), '1 to 7'),
  scores('stars', 'Stars', 'stars', score('stars', W.stars, { ...scale(1, 5), rateType: 'stars' }), '1 to 5'),
  scores('rating', 'Scale of your own', 'scale', of('rating', scale(1, 5))),
  scores('slider', 'Slider', 'slider', of('slider', { min: 0, max: 100, step: 1 })),
  choices('one', 'One of several', 'choice', of('radiogroup', some)),
  choices('many', 'Any of several', 'choices', of('checkbox', some)),
  choices('dropdown', 'One from a long list', 'pick', of('dropdown', some)),
  choices('tagbox', 'Any from a long list', 'picks', of('tagbox', some)),
  choices('boolean', 'Yes or no', 'yes', of('boolean', { labelTrue: W.yes, labelFalse: W.no })),
  choices('ranking', 'Ranking', 'ranking', of('ranking', some)),
  choices('imagepicker', 'Choice of pictures', 'picture', of('imagepicker', { choices: [] })),
  choices('matrix', 'Several on one scale', 'grid', of('matrix', { rows: W.rows, columns: FOUR })),
  texts('comment', 'Long text', 'words', of('comment')),
  texts('text', 'Short text', 'text', of('text')),
  texts(
    'multipletext',
    'Several short texts',
    'texts',
    of('multipletext', { items: [{ name: 'first' }, { name: 'second' }] }),
  ),
  texts('email', 'E-mail address', 'email', of('text', EMAIL)),
  texts('number', 'Number', 'number', of('text', { inputType: 'number' })),
  texts('date', 'Date', 'date', of('text', { inputType: 'date' })),
  further('file', 'File', 'file', of('file', { maxSize: 5_000_000, acceptedTypes: 'image/*,.pdf' })),
  further(
    'consent',
    'Consent',
    'consent',
    of('boolean', { title: W.consent, renderAs: 'checkbox', regard: { consent: 'marketing' } }),
    'only yes counts',
  ),
  further('html', 'Text to read', 'note', of('html', { html: W.note })),
  further('panel', 'Group of questions', 'group', of('panel', { elements: [] })),
]

const BY_KEY = new Map(KINDS.map((kind) => [kind.key, kind]))
export const kindNamed = (key: string): Kind | undefined => BY_KEY.get(key)

const SAME_AS: Partial<Record<Metric, string>> = { ces5: 'ces7', enps: 'nps' }
const BY_TYPE: Partial<Record<QuestionType, string>> = { radiogroup: 'one', checkbox: 'many' }
const INPUTS = ['email', 'number', 'date']

/** What kind a question is, from what it holds. */
export function kindOf({ type, inputType = '', regard }: Question): Kind | undefined {
  if (regard?.metric) return kindNamed(SAME_AS[regard.metric] ?? regard.metric)
  if (regard?.consent !== undefined) return kindNamed('consent')
  return kindNamed(type === 'text' && INPUTS.includes(inputType) ? inputType : (BY_TYPE[type] ?? type))
}
