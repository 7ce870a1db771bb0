import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '~/api/loaded'
import { TextButton } from '~/design/button'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Shapes } from '~/design/states'
import { Tag } from '~/design/tag'
import type { KeptSurvey } from '../queries'
import { PlanForm } from './plan-form'
import { plansQuery, switchPlan } from './share-queries'
import classes from './share.module.css'
import { SwitchButton } from './switch-button'
import { mindedBy, whenOf } from './wording'

/** When people are asked by themselves, and what came of it. */
export function PlansPanel({ kept }: { kept: KeptSurvey }) {
  const plans = useQuery(plansQuery(kept.id))
  const [isMaking, make] = useState(false)
  return (
    <Panel
      title="Asked by a plan"
      note="After something happened, on days, or every so often; looked at every ten minutes"
      tools={
        !isMaking && (
          <TextButton small onClick={() => make(true)}>
            New plan
          </TextButton>
        )
      }
    >
      {isMaking && <PlanForm kept={kept} onDone={() => make(false)} />}
      <Loaded query={plans} shapes={<Shapes rows={2} height={32} label="Loading the plans" />}>
        {({ rows }) =>
          rows.length === 0 ? (
            !isMaking && <Empty title="No plan yet">People are asked when you ask them.</Empty>
          ) : (
            <ul className={classes.rows}>
              {rows.map((plan) => (
                <li key={plan.id}>
                  <div className={classes.what}>
                    <p>
                      <strong>{whenOf(plan)}</strong> {!plan.is_on && <Tag>off</Tag>}
                    </p>
                    <p className="note soft">{mindedBy(plan)}</p>
                  </div>
                  <p className={classes.figures}>
                    <span>{formatCount(plan.sent)} asked</span>
                    {plan.waiting > 0 && <span>{formatCount(plan.waiting)} wait</span>}
                    <span>{formatCount(plan.withheld)} not</span>
                  </p>
                  <SwitchButton
                    survey={kept.id}
                    name={whenOf(plan)}
                    isOn={plan.is_on}
                    turn={(isOn) => switchPlan(kept.id, plan.id, isOn)}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}
