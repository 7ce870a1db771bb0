import { formatMoment } from '~/design/dates'
import { Panel } from '~/design/panel'
import followed from '~/design/followed.module.css'
import type { CaseStep } from './queries'
import { stepText } from './wording'

/** What was done, newest first. Each step is an interaction of the customer's as well, without its words. */
export function CaseSteps({ steps }: { steps: CaseStep[] }) {
  return (
    <Panel title="What was done">
      <ol className={followed.steps}>
        {steps.toReversed().map((step, index) => (
          <li key={steps.length - index}>
            {stepText(step)} <span className="note soft">{formatMoment(step.at)}</span>
            {step.by && <span className="note soft">, {step.by}</span>}
            {step.text && <p className={followed.words}>{step.text}</p>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
