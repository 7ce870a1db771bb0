import type { Question } from '../definition/definition'
import { ChoicesField } from './choices-field'
import type { KindFieldsProps } from './kind-fields'
import { Row, Tick } from './small-fields'

/** A choice among several: what can be chosen, in which order, and what else can be said. */
export function ChoosingFields({ editor, at, question }: KindFieldsProps) {
  const set = (changes: Partial<Question>, field = '') => editor.set(at, changes, field)
  const hasOther = question.showOtherItem === true || question.hasOther === true
  const isMany = question.type === 'checkbox' || question.type === 'tagbox'
  return (
    <>
      <ChoicesField
        label="Choices"
        one="choice"
        choices={question.choices ?? []}
        isFixed={editor.hasAnswers}
        onChoices={(next, field) => set({ choices: next }, field)}
      />
      <Row>
        {question.type !== 'ranking' && (
          <Tick
            label="“Other”, to be written"
            isOn={hasOther}
            onTurn={(isOn) => set({ showOtherItem: isOn || undefined, hasOther: undefined })}
          />
        )}
        {isMany && (
          <Tick
            label="“None of these”"
            isOn={question.showNoneItem === true}
            onTurn={(isOn) => set({ showNoneItem: isOn || undefined })}
          />
        )}
        <Tick
          label="In another order for everybody"
          isOn={question.choicesOrder === 'random'}
          onTurn={(isOn) => set({ choicesOrder: isOn ? 'random' : undefined })}
        />
      </Row>
    </>
  )
}
