import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { formatMoment } from '~/design/dates'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import followed from '~/design/followed.module.css'
import { EffectPanel } from './effect-panel'
import { ImprovementHead } from './improvement-head'
import { PeoplePanel } from './people-panel'
import { improvementQuery, type ImprovementBody } from './queries'

/** One improvement: whether it worked, who was behind it, and what was done. */
export default function ImprovementPage() {
  const { number } = useParams({ from: '/improvements/$number' })
  const found = useQuery(improvementQuery(Number(number)))
  usePageTitle(found.data?.improvement.name ?? 'Improvement')
  return (
    <>
      <p className={followed.back}>
        <Link to="/improvements">Improvements</Link>
      </p>
      <Loaded
        query={found}
        shapes={
          <Panel label="Improvement">
            <Shapes rows={6} height={32} label="Loading the improvement" />
          </Panel>
        }
      >
        {(body) => <Opened key={body.improvement.number} body={body} />}
      </Loaded>
    </>
  )
}

function Opened({ body: { improvement, assessed, steps } }: { body: ImprovementBody }) {
  return (
    <>
      <ImprovementHead improvement={improvement} />
      <div className={followed.columns}>
        <div className={followed.stack}>
          {assessed ? (
            <EffectPanel assessed={assessed} />
          ) : (
            <Panel title="Before and after">
              <Empty title={improvement.trouble || 'It has not shipped yet'}>
                Say above on which day it shipped. Six whole weeks later there is a first answer.
              </Empty>
            </Panel>
          )}
          <PeoplePanel improvement={improvement} />
        </div>
        <Panel title="What was done">
          <ol className={followed.steps}>
            {steps.toReversed().map((step, index) => (
              <li key={steps.length - index}>
                {step.kind === 'opened' ? 'Begun' : step.kind}{' '}
                <span className="note soft">
                  {formatMoment(step.at)}
                  {step.by && `, ${step.by}`}
                </span>
                {step.text && <p className={followed.words}>{step.text}</p>}
              </li>
            ))}
          </ol>
        </Panel>
      </div>
    </>
  )
}
