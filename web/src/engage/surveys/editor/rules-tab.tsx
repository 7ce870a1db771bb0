import { TextButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { placedAll, questionsOf } from '../definition/places'
import { expressionWords, shortened, titleOf } from '../logic/sentence'
import classes from './tabs.module.css'
import { EndingFields } from './ending-fields'
import { JumpFields } from './jump-fields'
import { QuotaFields } from './quota-fields'
import type { SurveyEditor } from './use-survey-editor'

/** Every rule of the survey in one place: who sees what, jumps, early ends, quotas, thanks. */
export function RulesTab({ editor, onGo }: { editor: SurveyEditor; onGo: () => void }) {
  const { survey } = editor
  const numbers = new Map(questionsOf(survey).map(({ at }, place) => [at.join(), place + 1]))
  const shown = placedAll(survey).filter(({ question }) => question.visibleIf)
  const pages = survey.pages.flatMap(({ visibleIf }, page) => (visibleIf ? [{ visibleIf, page }] : []))
  return (
    <div className={classes.rules}>
      <section>
        <h3>Who sees what</h3>
        {shown.length + pages.length === 0 && (
          <p className="note soft">Everybody sees everything. Open a question to show it only to some.</p>
        )}
        <ul className={classes.sentences}>
          {pages.map(({ visibleIf, page }) => (
            <li key={page}>
              <b>Page {page + 1}</b> only when {expressionWords(visibleIf, survey)}
            </li>
          ))}
          {shown.map(({ at, question }) => (
            <li key={at.join()}>
              <button
                type="button"
                className={classes.textLink}
                onClick={() => {
                  editor.open(at)
                  onGo()
                }}
              >
                {numbers.get(at.join())} {shortened(titleOf(question))}
              </button>{' '}
              only when {expressionWords(question.visibleIf!, survey)}
            </li>
          ))}
        </ul>
      </section>
      <JumpFields editor={editor} />
      <QuotaFields editor={editor} />
      <EndingFields editor={editor} />
    </div>
  )
}

/** A button that adds one more of something. */
export function AddButton({ children, onAdd }: { children: string; onAdd: () => void }) {
  return (
    <TextButton small onClick={onAdd}>
      <Icon name="plus" /> {children}
    </TextButton>
  )
}
