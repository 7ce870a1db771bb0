import { TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { Empty } from '~/design/states'
import type { Fault } from '../definition/faults'
import { addPage } from '../definition/pages'
import { questionsOf } from '../definition/places'
import classes from './editor.module.css'
import { PageBox } from './page-box'
import { pageId, type SurveyEditor } from './use-survey-editor'
import { WordsField } from './words-field'

/** What is asked, page by page. */
export function QuestionsTab({ editor, faults }: { editor: SurveyEditor; faults: Fault[] }) {
  const { survey, change } = editor
  const asked = questionsOf(survey)
  const numbers = new Map(asked.map(({ at }, place) => [at.join(), place + 1]))
  return (
    <>
      <div className={classes.terms}>
        <WordsField
          label="Title people see"
          words={survey.title}
          onWords={(title) => change({ ...survey, title: title ?? '' }, { place: 'title' })}
        />
        <WordsField
          label="Said before the first question"
          words={survey.description}
          onWords={(description) => change({ ...survey, description }, { place: 'description' })}
        />
      </div>
      {asked.length === 0 && (
        <Empty title="It asks nothing yet">
          Add a question below. Type in the list to find a kind: score, text, date …
        </Empty>
      )}
      {survey.pages.map((_, page) => (
        <PageBox key={page} editor={editor} page={page} faults={faults} numbers={numbers} />
      ))}
      <div className={classes.foot}>
        <TextButton
          onClick={() =>
            change(addPage(survey, survey.pages.length - 1), {
              focus: pageId(survey.pages.length),
              say: 'A page was added',
            })
          }
        >
          <Icon name="plus" /> Add a page
        </TextButton>
        <span className="note faint">
          On a question: Enter opens · ↑ ↓ go · Alt+↑ ↓ move · Ctrl+D doubles · Delete removes · Ctrl+Z takes
          back
        </span>
      </div>
    </>
  )
}
