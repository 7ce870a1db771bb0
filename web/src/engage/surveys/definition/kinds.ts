/** The kinds of question people can add, as they think of them; the type behind it is SurveyJS' matter. */
import type { Metric, Question, QuestionType, Words } from './definition'
import { KIND_WORDS as W } from './kind-words'

export interface Kind {
  key: string
  name: string
  group: string
  note?: string
  /** What its name in the data begins with. */
  stem: string
  make: () => Omit<Question, 'name'>
}

const agree = (...pairs: [number, Words][]) => pairs.map(([value, text]) => ({ value, text }))

const score = (metric: Metric, rest: Omit<Question, 'name' | 'type'>): Omit<Question, 'name'> => ({
  type: 'rating',
  isRequired: true,
  ...rest,
  regard: { metric },
})

const of = (type: QuestionType, rest: Partial<Question> = {}) => ({ type, ...rest })

export const KINDS: Kind[] = [
  {
    key: 'nps',
    name: 'Recommendation (NPS)',
    note: '0 to 10',
    group: 'Scores',
    stem: 'recommend',
    make: () =>
      score('nps', {
        title: W.nps,
        rateMin: 0,
        rateMax: 10,
        minRateDescription: W.notLikely,
        maxRateDescription: W.veryLikely,
      }),
  },
  {
    key: 'csat',
    name: 'Satisfaction (CSAT)',
    note: '1 to 5',
    group: 'Scores',
    stem: 'satisfied',
    make: () =>
      score('csat', {
        title: W.csat,
        rateMin: 1,
        rateMax: 5,
        rateType: 'smileys',
        minRateDescription: W.notSatisfied,
        maxRateDescription: W.verySatisfied,
      }),
  },
  {
    key: 'ces7',
    name: 'Effort (CES)',
    note: '1 to 7',
    group: 'Scores',
    stem: 'easy',
    make: () =>
      score('ces7', {
        title: W.ces,
        rateMin: 1,
        rateMax: 7,
        minRateDescription: W.disagree,
        maxRateDescription: W.agree,
      }),
  },
  {
    key: 'stars',
    name: 'Stars',
    note: '1 to 5',
    group: 'Scores',
    stem: 'stars',
    make: () => score('stars', { title: W.stars, rateMin: 1, rateMax: 5, rateType: 'stars' }),
  },
  {
    key: 'rating',
    name: 'Scale of your own',
    group: 'Scores',
    stem: 'scale',
    make: () => of('rating', { rateMin: 1, rateMax: 5 }),
  },
  {
    key: 'slider',
    name: 'Slider',
    group: 'Scores',
    stem: 'slider',
    make: () => of('slider', { min: 0, max: 100, step: 1 }),
  },
  {
    key: 'one',
    name: 'One of several',
    group: 'Choices',
    stem: 'choice',
    make: () => of('radiogroup', { choices: W.choices }),
  },
  {
    key: 'many',
    name: 'Any of several',
    group: 'Choices',
    stem: 'choices',
    make: () => of('checkbox', { choices: W.choices }),
  },
  {
    key: 'dropdown',
    name: 'One from a long list',
    group: 'Choices',
    stem: 'pick',
    make: () => of('dropdown', { choices: W.choices }),
  },
  {
    key: 'tagbox',
    name: 'Any from a long list',
    group: 'Choices',
    stem: 'picks',
    make: () => of('tagbox', { choices: W.choices }),
  },
  {
    key: 'boolean',
    name: 'Yes or no',
    group: 'Choices',
    stem: 'yes',
    make: () => of('boolean', { labelTrue: W.yes, labelFalse: W.no }),
  },
  {
    key: 'ranking',
    name: 'Ranking',
    group: 'Choices',
    stem: 'ranking',
    make: () => of('ranking', { choices: W.choices }),
  },
  {
    key: 'imagepicker',
    name: 'Choice of pictures',
    group: 'Choices',
    stem: 'picture',
    make: () => of('imagepicker', { choices: [] }),
  },
  {
    key: 'matrix',
    name: 'Several on one scale',
    group: 'Choices',
    stem: 'grid',
    make: () =>
      of('matrix', { rows: W.rows, columns: agree([1, W.bad], [2, W.fair], [3, W.good], [4, W.veryGood]) }),
  },
  { key: 'comment', name: 'Long text', group: 'Text', stem: 'words', make: () => of('comment') },
  { key: 'text', name: 'Short text', group: 'Text', stem: 'text', make: () => of('text') },
  {
    key: 'multipletext',
    name: 'Several short texts',
    group: 'Text',
    stem: 'texts',
    make: () => of('multipletext', { items: [{ name: 'first' }, { name: 'second' }] }),
  },
  {
    key: 'email',
    name: 'E-mail address',
    group: 'Text',
    stem: 'email',
    make: () => of('text', { inputType: 'email', validators: [{ type: 'email' }] }),
  },
  {
    key: 'number',
    name: 'Number',
    group: 'Text',
    stem: 'number',
    make: () => of('text', { inputType: 'number' }),
  },
  { key: 'date', name: 'Date', group: 'Text', stem: 'date', make: () => of('text', { inputType: 'date' }) },
  {
    key: 'file',
    name: 'File',
    group: 'Other',
    stem: 'file',
    make: () => of('file', { maxSize: 5_000_000, acceptedTypes: 'image/*,.pdf' }),
  },
  {
    key: 'consent',
    name: 'Consent',
    note: 'yes counts, nothing else',
    group: 'Other',
    stem: 'consent',
    make: () => of('boolean', { title: W.consent, renderAs: 'checkbox', regard: { consent: 'marketing' } }),
  },
  {
    key: 'html',
    name: 'Text to read',
    group: 'Other',
    stem: 'note',
    make: () => of('html', { html: W.note }),
  },
  {
    key: 'panel',
    name: 'Group of questions',
    group: 'Other',
    stem: 'group',
    make: () => of('panel', { elements: [] }),
  },
]

const BY_KEY = new Map(KINDS.map((kind) => [kind.key, kind]))
export const kindNamed = (key: string): Kind | undefined => BY_KEY.get(key)

const SAME_AS: Partial<Record<Metric, string>> = { ces5: 'ces7', enps: 'nps' }
const BY_TYPE: Partial<Record<QuestionType, string>> = { radiogroup: 'one', checkbox: 'many' }

/** What kind a question is, from what it holds. */
export function kindOf({ type, inputType, regard }: Question): Kind | undefined {
  const metric = regard?.metric && (SAME_AS[regard.metric] ?? regard.metric)
  const key = metric ?? (regard?.consent !== undefined && 'consent') ?? undefined
  const typed = type === 'text' && (inputType === 'email' || inputType === 'number' || inputType === 'date')
  return kindNamed(key || (typed ? inputType! : (BY_TYPE[type] ?? type)))
}
