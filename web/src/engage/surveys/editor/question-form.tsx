import { TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { Picker } from '~/design/picker'
import { kindIcon } from '../definition/kind-icons'
import { KINDS, kindOf } from '../definition/kinds'
import { retyped } from '../definition/making'
import { breakBefore } from '../definition/pages'
import { changeList, isBefore, questionAt, questionsOf, type At } from '../definition/places'
import { quotable } from '../logic/piping'
import { AddQuestion } from './add-question'
import classes from './fields.module.css'
import { KindFields } from './kind-fields'
import { MoreFields } from './more-fields'
import { RuleField } from './rule-field'
import { Row, Tick } from './small-fields'
import { cardId, titleId, type SurveyEditor } from './use-survey-editor'
import { WordsField } from './words-field'

/** Everything about one question, the most used first. */
export function QuestionForm({ editor, at }: { editor: SurveyEditor; at: At }) {
  const { survey, set, change } = editor
  const question = questionAt(survey, at)!
  const quotes = quotable(survey, at)
  const isText = question.type === 'html'
  const asked = !isText && question.type !== 'panel'
  const place = at.at(-1)!
  const become = (kind: string) =>
    change(
      changeList(survey, at.slice(0, -1), (list) =>
        list.map((one, index) => (index === place ? retyped(survey, one, kind) : one)),
      ),
      { focus: titleId(at), say: 'The question is of another kind now' },
    )
  return (
    <div className={classes.form}>
      <WordsField
        id={titleId(at)}
        label={isText ? 'Text' : asked ? 'Question' : 'Title of the group'}
        words={isText ? question.html : question.title}
        quotable={quotes}
        onWords={(words) => set(at, isText ? { html: words } : { title: words }, 'title')}
      />
      {!isText && (
        <WordsField
          label="Explanation, if it needs one"
          words={question.description}
          quotable={quotes}
          onWords={(description) => set(at, { description }, 'description')}
        />
      )}
      <Row>
        <div>
          <p className={classes.label}>Kind</p>
          <Picker
            label="Kind of question"
            movesOn
            shown={kindOf(question)?.name ?? question.type}
            options={KINDS.map(({ key, name, group, note }) => ({
              key,
              label: name,
              group,
              note,
              mark: <Icon name={kindIcon(key)} colour="var(--soft)" />,
            }))}
            chosen={[kindOf(question)?.key ?? '']}
            onPick={become}
          />
        </div>
        {asked && (
          <Tick
            label="Must be answered"
            isOn={question.isRequired ?? false}
            onTurn={(isOn) => set(at, { isRequired: isOn || undefined })}
          />
        )}
      </Row>
      <KindFields editor={editor} at={at} question={question} />
      <RuleField
        lead="Shown only when"
        survey={survey}
        expression={question.visibleIf}
        questions={questionsOf(survey).filter((one) => isBefore(one.at, at))}
        onExpression={(visibleIf, field) => set(at, { visibleIf }, field && `rule.${field}`)}
      />
      <MoreFields key={question.type} editor={editor} at={at} question={question} />
      <div className={classes.ends}>
        <AddQuestion
          label="Add a question below this one"
          shown="Add below"
          onAdd={(kind) => editor.add([...at.slice(0, -1), place + 1], kind)}
        />
        {at.length === 2 && place > 0 && (
          <TextButton
            onClick={() => {
              const to = [at[0]! + 1, 0]
              editor.open(to)
              change(breakBefore(survey, at), {
                focus: cardId(to),
                say: 'A new page begins with this question',
              })
            }}
          >
            Begin a new page here
          </TextButton>
        )}
        <TextButton onClick={() => editor.open(undefined)}>Done</TextButton>
      </div>
    </div>
  )
}
