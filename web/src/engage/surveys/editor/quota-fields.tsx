import { IconButton } from '~/design/button'
import { TextField } from '~/design/field'
import { Icon } from '~/design/icon'
import type { Quota } from '../definition/definition'
import { pruned, questionsOf } from '../definition/places'
import classes from './tabs.module.css'
import { RuleField } from './rule-field'
import { AddButton } from './rules-tab'
import { NumberField, Row } from './small-fields'
import type { SurveyEditor } from './use-survey-editor'

/** How many answers of a kind are wanted; the next of them is thanked and not counted. */
export function QuotaFields({ editor }: { editor: SurveyEditor }) {
  const { survey, change } = editor
  const quotas = survey.regard?.quotas ?? []
  const write = (next: Quota[], place = '', say = '') =>
    change(
      { ...survey, regard: pruned({ ...survey.regard, quotas: next.length > 0 ? next : undefined }) },
      { place, say },
    )
  const set = (at: number, changes: Partial<Quota>, field = '') =>
    write(
      quotas.map((one, place) => (place === at ? pruned({ ...one, ...changes }) : one)),
      field && `quota.${at}.${field}`,
    )
  return (
    <section>
      <h3>Quotas</h3>
      {quotas.length === 0 && <p className="note soft">Everybody who comes may answer.</p>}
      {quotas.map((quota, at) => (
        <div key={at} className={classes.ruleBox} role="group" aria-label={`Quota ${at + 1}`}>
          <Row>
            <TextField
              label="Name of the quota"
              value={quota.name}
              onChange={(event) => set(at, { name: event.currentTarget.value }, 'name')}
            />
            <NumberField
              label="Full after so many answers"
              min={1}
              value={quota.limit}
              onNumber={(limit) => set(at, { limit: limit ?? 0 }, 'limit')}
            />
          </Row>
          <RuleField
            lead="Counts answers where"
            survey={survey}
            expression={quota.expression}
            questions={questionsOf(survey)}
            onExpression={(expression, field) => set(at, { expression }, field)}
          />
          <IconButton
            label={`Remove quota ${at + 1}`}
            className={classes.corner}
            onClick={() => write(quotas.toSpliced(at, 1), '', 'The quota was removed')}
          >
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
      <AddButton
        onAdd={() =>
          write([...quotas, { name: `Quota ${quotas.length + 1}`, limit: 100 }], '', 'A quota was added')
        }
      >
        Add a quota
      </AddButton>
    </section>
  )
}
