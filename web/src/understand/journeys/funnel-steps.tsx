import { IconButton } from '~/design/button'
import { Icon } from '~/design/icon'
import { Picker } from '~/design/picker'
import classes from './journeys.module.css'
import { BETWEEN, useJourneysSearch } from './journeys-search'
import { stepName, stepOptions, type StepChoices } from './step-options'

const MOST_STEPS = 8

/** The steps of the funnel, each to be changed or taken out, and a place for one more. */
export function FunnelSteps({ steps, choices }: { steps: string[]; choices: StepChoices }) {
  const { change } = useJourneysSearch()
  const options = stepOptions(choices)
  const set = (next: string[]) => change({ steps: next.join(BETWEEN) })
  return (
    <ol className={classes.steps} aria-label="Steps of the funnel">
      {steps.map((step, at) => (
        <li key={at}>
          <Picker
            small
            label={`Step ${at + 1}`}
            shown={stepName(step)}
            options={options}
            chosen={[step]}
            onPick={(key) => set(steps.with(at, key))}
          />
          {steps.length > 2 && (
            <IconButton
              label={`Take out step ${at + 1}, ${step}`}
              onClick={() => set(steps.toSpliced(at, 1))}
            >
              <Icon name="close" size={12} />
            </IconButton>
          )}
          {at + 1 < steps.length && <Icon name="right" colour="var(--faint)" />}
        </li>
      ))}
      {steps.length < MOST_STEPS && (
        <li>
          <Picker
            small
            label="One more step"
            shown="Add a step"
            options={options}
            chosen={[]}
            onPick={(key) => set([...steps, key])}
          />
        </li>
      )}
    </ol>
  )
}
