/** What templates are made of: questions in English and German, which `inLanguage` turns into one or both. */
import type { Choice, Definition, Metric, Question } from '../definition/definition'

export type Both = Record<string, string>
export const t = (en: string, de: string): Both => ({ en, de })

export interface Template {
  key: string
  name: string
  /** When to ask it, and whom. */
  note: string
  survey: Definition
}

type Rest = Partial<Question>

export const score = (name: string, metric: Metric, title: Both, rest: Rest = {}): Question => ({
  type: 'rating',
  name,
  title,
  isRequired: true,
  ...SCALES[metric],
  ...rest,
  regard: { metric, ...rest.regard },
})

const ELEVEN: Rest = {
  rateMin: 0,
  rateMax: 10,
  minRateDescription: t('Not at all likely', 'Sehr unwahrscheinlich'),
  maxRateDescription: t('Extremely likely', 'Sehr wahrscheinlich'),
}

const SCALES: Record<Metric, Rest> = {
  nps: ELEVEN,
  enps: ELEVEN,
  csat: {
    rateMin: 1,
    rateMax: 5,
    rateType: 'smileys',
    minRateDescription: t('Very dissatisfied', 'Sehr unzufrieden'),
    maxRateDescription: t('Very satisfied', 'Sehr zufrieden'),
  },
  ces5: {
    rateMin: 1,
    rateMax: 5,
    minRateDescription: t('Very hard', 'Sehr schwer'),
    maxRateDescription: t('Very easy', 'Sehr leicht'),
  },
  ces7: {
    rateMin: 1,
    rateMax: 7,
    minRateDescription: t('Strongly disagree', 'Stimme gar nicht zu'),
    maxRateDescription: t('Strongly agree', 'Stimme voll zu'),
  },
  stars: { rateMin: 1, rateMax: 5, rateType: 'stars' },
}

export const words = (name: string, title: Both, rest: Rest = {}): Question => ({
  type: 'comment',
  name,
  title,
  ...rest,
})

export const one = (name: string, title: Both, choices: Choice[], rest: Rest = {}): Question => ({
  type: 'radiogroup',
  name,
  title,
  choices,
  ...rest,
})

export const many = (name: string, title: Both, choices: Choice[], rest: Rest = {}): Question => ({
  type: 'checkbox',
  name,
  title,
  choices,
  ...rest,
})

export const choice = (value: string, en: string, de: string): Choice => ({ value, text: t(en, de) })

export const yesNo = (name: string, title: Both, rest: Rest = {}): Question => ({
  type: 'boolean',
  name,
  title,
  labelTrue: t('Yes', 'Ja'),
  labelFalse: t('No', 'Nein'),
  ...rest,
})

const AGREEMENT = [
  t('Strongly disagree', 'Stimme gar nicht zu'),
  t('Disagree', 'Stimme eher nicht zu'),
  t('Neither', 'Teils, teils'),
  t('Agree', 'Stimme eher zu'),
  t('Strongly agree', 'Stimme voll zu'),
]

/** Statements to agree with, on five steps. */
export const statements = (name: string, title: Both, rows: Choice[], rest: Rest = {}): Question => ({
  type: 'matrix',
  name,
  title,
  rows,
  columns: AGREEMENT.map((text, at) => ({ value: at + 1, text })),
  ...rest,
})

/** Whether somebody may get back to those who answer, and where. */
export const mayWeWrite = (rest: Rest = {}): Question[] => [
  yesNo('may_write', t('May we get back to you about this?', 'Dürfen wir uns dazu bei Ihnen melden?'), rest),
  {
    type: 'text',
    name: 'email',
    title: t('Where do we reach you?', 'Wie erreichen wir Sie?'),
    inputType: 'email',
    visibleIf: '{may_write} = true',
    isRequired: true,
    validators: [{ type: 'email', text: t('This is no e-mail address.', 'Das ist keine E-Mail-Adresse.') }],
  },
]

export const survey = (
  title: Both,
  thanks: Both,
  pages: Question[][],
  more: Partial<Definition> = {},
): Definition => ({
  title,
  showProgressBar: pages.length > 1,
  completedHtml: thanks,
  ...more,
  pages: pages.map((elements, at) => ({ name: `page${at + 1}`, elements })),
})
