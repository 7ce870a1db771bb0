import { IconButton } from '~/design/button'
import { Icon } from '~/design/icon'
import type { Ending } from '../definition/definition'
import { pruned, questionsOf } from '../definition/places'
import classes from './tabs.module.css'
import { RuleField } from './rule-field'
import { AddButton } from './rules-tab'
import type { SurveyEditor } from './use-survey-editor'
import { WordsField } from './words-field'

/** What is said at the end, and to whom something else is said. */
export function EndingFields({ editor }: { editor: SurveyEditor }) {
  const { survey, change } = editor
  const endings = survey.completedHtmlOnCondition ?? []
  const questions = questionsOf(survey)
  const write = (next: Ending[], place = '') =>
    change(pruned({ ...survey, completedHtmlOnCondition: next.length > 0 ? next : undefined }), { place })
  const set = (at: number, changes: Partial<Ending>, field = '') =>
    write(
      endings.map((one, place) => (place === at ? { ...one, ...changes } : one)),
      field && `ending.${at}.${field}`,
    )
  return (
    <section>
      <h3>Thanks</h3>
      <WordsField
        label="Said at the end"
        words={survey.completedHtml}
        quotable={questions}
        placeholder="Thank you."
        onWords={(completedHtml) => change(pruned({ ...survey, completedHtml }), { place: 'thanks' })}
      />
      {endings.map((ending, at) => (
        <div key={at} className={classes.ruleBox} role="group" aria-label={`Other thanks ${at + 1}`}>
          <RuleField
            lead="Said instead when"
            survey={survey}
            expression={ending.expression}
            questions={questions}
            onExpression={(expression, field) => set(at, { expression: expression ?? '' }, field)}
          />
          <WordsField
            label="These words"
            words={ending.html}
            quotable={questions}
            onWords={(html) => set(at, { html: html ?? '' }, 'html')}
          />
          <IconButton
            label={`Remove other thanks ${at + 1}`}
            className={classes.corner}
            onClick={() => write(endings.toSpliced(at, 1))}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <AddButton onAdd={() => write([...endings, { expression: '', html: '' }])}>
        Other thanks for some
      </AddButton>
    </section>
  )
}
