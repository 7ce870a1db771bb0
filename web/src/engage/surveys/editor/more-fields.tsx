import { useState } from 'react'
import { ChoiceField, TextField } from '~/design/field'
import type { Metric, OwnTerms, Question } from '../definition/definition'
import { isName, namesOf, rename } from '../definition/names'
import { pruned, type At } from '../definition/places'
import type { KindFieldsProps } from './kind-fields'
import { LimitFields } from './limit-fields'
import { Fold, Row } from './small-fields'
import type { SurveyEditor } from './use-survey-editor'
import { WordsField } from './words-field'

const METRICS: [string, string][] = [
  ['', 'No metric'],
  ['nps', 'NPS: 0 to 10, would recommend'],
  ['enps', 'eNPS: 0 to 10, staff'],
  ['csat', 'CSAT: satisfied'],
  ['ces7', 'CES: effort, 1 to 7'],
  ['ces5', 'CES: effort, 1 to 5'],
  ['stars', 'Stars'],
]
const ENDS: Partial<Record<Metric, Partial<Question>>> = {
  nps: { rateMin: 0, rateMax: 10, rateValues: undefined },
  enps: { rateMin: 0, rateMax: 10, rateValues: undefined },
  ces7: { rateMin: 1, rateMax: 7, rateValues: undefined },
  ces5: { rateMin: 1, rateMax: 5, rateValues: undefined },
}

/** What is rarely needed: what it measures, limits, its name in the data. */
export function MoreFields({ editor, at, question }: KindFieldsProps) {
  const { regard = {} } = question
  const isRating = question.type === 'rating'
  const own = (changes: Partial<OwnTerms>, rest: Partial<Question> = {}, field = '') => {
    const next = pruned({ ...regard, ...changes })
    editor.set(at, { ...rest, regard: Object.keys(next).length > 0 ? next : undefined }, field)
  }
  const isAsked = question.type !== 'html' && question.type !== 'panel'
  return (
    <Fold title="More" note={more(question)}>
      {isRating && (
        <ChoiceField
          label="Counts towards"
          value={regard.metric ?? ''}
          choices={METRICS}
          onChoose={(metric) => own({ metric: (metric as Metric) || undefined }, ENDS[metric as Metric])}
        />
      )}
      {isAsked && (
        <Row>
          <TextField
            label="Touchpoint it is about"
            value={regard.touchpoint ?? ''}
            placeholder="as in the log: Delivery"
            onChange={(event) =>
              own({ touchpoint: event.currentTarget.value || undefined }, {}, 'touchpoint')
            }
          />
          {regard.consent !== undefined && (
            <TextField
              label="Purpose that is consented to"
              value={regard.consent}
              onChange={(event) => own({ consent: event.currentTarget.value }, {}, 'purpose')}
            />
          )}
        </Row>
      )}
      {isAsked && question.isRequired && (
        <WordsField
          label="What is said when it is not answered"
          words={question.requiredErrorText as string | undefined}
          onWords={(requiredErrorText) => editor.set(at, { requiredErrorText }, 'required')}
        />
      )}
      <LimitFields editor={editor} at={at} question={question} />
      <NameField editor={editor} at={at} name={question.name} />
    </Fold>
  )
}

const more = ({ regard, name }: Question) =>
  [
    regard?.metric && `counts towards ${regard.metric.toUpperCase()}`,
    regard?.touchpoint,
    `“${name}” in the data`,
  ]
    .filter(Boolean)
    .join(' · ')

/** The name answers are kept under. It is taken when the field is left, so that rules never follow half a name. */
function NameField({ editor, at, name }: { editor: SurveyEditor; at: At; name: string }) {
  const [typed, type] = useState<string>()
  const shown = typed ?? name
  const isTaken =
    shown !== name && namesOf(editor.survey).some((one) => one.toLowerCase() === shown.toLowerCase())
  const wrong = isTaken
    ? 'Another question has this name. Choose one that is free.'
    : isName(shown)
      ? undefined
      : 'A name has at least one sign and no { or }.'
  const take = () => {
    if (typed !== undefined && !wrong && typed !== name)
      editor.change(rename(editor.survey, at, typed.trim()), { say: `It is called ${typed} in the data now` })
    type(undefined)
  }
  return (
    <TextField
      label="Name in the data"
      hint={editor.hasAnswers ? 'Earlier answers stay under the old name' : 'Rules and quotes follow it'}
      value={shown}
      maxLength={200}
      wrong={wrong}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  )
}
