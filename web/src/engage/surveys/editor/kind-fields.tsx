import { ChoiceField } from '~/design/field'
import type { Question } from '../definition/definition'
import type { At } from '../definition/places'
import { ChoicesField } from './choices-field'
import { ChoosingFields } from './choosing-fields'
import { PictureFields } from './picture-fields'
import { ScaleFields } from './scale-fields'
import { NumberField, Row, Tick } from './small-fields'
import { TextsField } from './texts-field'
import type { SurveyEditor } from './use-survey-editor'
import { WordsField } from './words-field'

export interface KindFieldsProps {
  editor: SurveyEditor
  at: At
  question: Question
}

const CHOOSING = ['radiogroup', 'checkbox', 'dropdown', 'tagbox', 'ranking']
const INPUTS: [string, string][] = [
  ['text', 'Any text'],
  ['email', 'E-mail address'],
  ['number', 'Number'],
  ['tel', 'Telephone number'],
  ['url', 'Web address'],
  ['date', 'Date'],
  ['time', 'Time'],
  ['datetime-local', 'Date and time'],
]

/** What a question has because of its kind. */
export function KindFields({ editor, at, question }: KindFieldsProps) {
  const { type } = question
  const set = (changes: Partial<Question>, field = '') => editor.set(at, changes, field)
  if (type === 'rating' || type === 'slider') return <ScaleFields question={question} set={set} />
  if (CHOOSING.includes(type)) return <ChoosingFields editor={editor} at={at} question={question} />
  if (type === 'imagepicker') return <PictureFields question={question} set={set} />
  if (type === 'multipletext') return <TextsField question={question} set={set} />
  if (type === 'matrix')
    return (
      <Row>
        {(['rows', 'columns'] as const).map((part) => (
          <ChoicesField
            key={part}
            label={part === 'rows' ? 'What is rated' : 'The scale'}
            one={part === 'rows' ? 'row' : 'column'}
            choices={question[part] ?? []}
            isFixed={editor.hasAnswers}
            onChoices={(choices, field) => set({ [part]: choices }, field)}
          />
        ))}
      </Row>
    )
  if (type === 'boolean' && !question.regard?.consent)
    return (
      <Row>
        <WordsField
          label="Yes reads"
          words={question.labelTrue}
          onWords={(labelTrue) => set({ labelTrue }, 'yes')}
        />
        <WordsField
          label="No reads"
          words={question.labelFalse}
          onWords={(labelFalse) => set({ labelFalse }, 'no')}
        />
      </Row>
    )
  if (type === 'text')
    return (
      <Row>
        <ChoiceField
          label="What is written"
          value={question.inputType ?? 'text'}
          choices={INPUTS}
          onChoose={(input) =>
            set({ inputType: input === 'text' ? undefined : input, validators: validatorsFor(input) })
          }
        />
        {question.inputType === 'number' && (
          <>
            <NumberField label="At least" value={question.min} onNumber={(min) => set({ min }, 'min')} />
            <NumberField label="At most" value={question.max} onNumber={(max) => set({ max }, 'max')} />
          </>
        )}
      </Row>
    )
  if (type === 'file')
    return (
      <Tick
        label="More than one file"
        isOn={question.allowMultiple === true}
        onTurn={(isOn) => set({ allowMultiple: isOn || undefined })}
      />
    )
  return null
}

const validatorsFor = (input: string) => (input === 'email' ? [{ type: 'email' as const }] : undefined)
