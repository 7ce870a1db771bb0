/** A survey as it is kept: SurveyJS' JSON, of which the builder knows a part and keeps the rest as it came. */

/** A text, or the same text in several languages; `default` is in the survey's own. */
export type Words = string | Record<string, string>

export interface Choice {
  value: string | number
  text?: Words
  imageLink?: Words
  visibleIf?: string
}
export type ChoiceLike = Choice | string | number

export interface Validator {
  type: 'numeric' | 'text' | 'email' | 'regex' | 'expression' | 'answercount'
  text?: Words
  [setting: string]: unknown
}

/** One of several short texts. */
export type Line = Pick<Page, 'name' | 'title'>

export type QuestionType =
  | 'text'
  | 'comment'
  | 'radiogroup'
  | 'checkbox'
  | 'dropdown'
  | 'tagbox'
  | 'rating'
  | 'ranking'
  | 'boolean'
  | 'matrix'
  | 'multipletext'
  | 'slider'
  | 'imagepicker'
  | 'file'
  | 'html'
  | 'panel'

export type Metric = 'nps' | 'enps' | 'csat' | 'ces5' | 'ces7' | 'stars'

/** What Regard adds to a question; SurveyJS keeps it. */
export interface OwnTerms {
  metric?: Metric
  touchpoint?: string
  consent?: string
  [term: string]: unknown
}

export interface Question {
  type: QuestionType
  name: string
  title?: Words
  description?: Words
  isRequired?: boolean
  visibleIf?: string
  enableIf?: string
  requiredIf?: string
  inputType?: string
  choices?: ChoiceLike[]
  choicesOrder?: string
  showOtherItem?: boolean
  hasOther?: boolean
  showNoneItem?: boolean
  rateType?: 'labels' | 'stars' | 'smileys'
  rateMin?: number
  rateMax?: number
  rateStep?: number
  rateValues?: ChoiceLike[]
  minRateDescription?: Words
  maxRateDescription?: Words
  rows?: ChoiceLike[]
  columns?: ChoiceLike[]
  items?: Line[]
  min?: number
  max?: number
  step?: number
  labelTrue?: Words
  labelFalse?: Words
  html?: Words
  elements?: Question[]
  validators?: Validator[]
  regard?: OwnTerms
  [setting: string]: unknown
}

export interface Page {
  name: string
  title?: Words
  description?: Words
  visibleIf?: string
  elements: Question[]
  [setting: string]: unknown
}

export interface Trigger {
  type: 'complete' | 'skip' | 'setvalue' | 'copyvalue' | 'runexpression'
  expression: string
  gotoName?: string
  setToName?: string
  setValue?: unknown
  fromName?: string
  runExpression?: string
  [setting: string]: unknown
}

export type Ending = { expression: string; html: Words }

export interface Quota {
  name: string
  limit: number
  expression?: string
  [term: string]: unknown
}

export interface Theme {
  accent?: string
  scheme?: 'auto' | 'light' | 'dark'
  [setting: string]: unknown
}

export interface SurveyTerms {
  quotas?: Quota[]
  anonymous?: boolean
  theme?: Theme
  [term: string]: unknown
}

export interface Definition {
  title?: Words
  description?: Words
  locale?: string
  pages: Page[]
  triggers?: Trigger[]
  calculatedValues?: { name: string; expression: string }[]
  completedHtml?: Words
  completedHtmlOnCondition?: Ending[]
  showProgressBar?: boolean | string
  questionsOrder?: string
  regard?: SurveyTerms
  [setting: string]: unknown
}
