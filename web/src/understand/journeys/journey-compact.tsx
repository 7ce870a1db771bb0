import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Curve } from '~/design/charts/curve'
import { columnCentre, staggerNames } from '~/design/charts/curve-geometry'
import { formatNumber } from '~/design/numbers'
import { useScope } from '~/record/interactions/use-scope'
import { curvePoint } from './curve-points'
import { behind } from './journey-chart'
import classes from './journey-compact.module.css'
import type { Stage } from './queries'
import { StageFacts } from './stage-detail'
import { dips, mostTelling } from './title'

const HEIGHT = 124

/** The curve for a narrow screen: names above and below, the figures of the touched stage beneath. */
export function CompactJourney({ stages, width }: { stages: Stage[]; width: number }) {
  const { scope } = useScope()
  const low = dips(stages)
  const [chosen, choose] = useState<string>()
  const shown = stages.find(({ stage }) => stage === chosen) ?? mostTelling(stages)
  const points = stages.map(curvePoint)
  const centre = (index: number) =>
    columnCentre(index, stages.length, { width, height: HEIGHT, left: 0, top: 0, bottom: 0 })
  const sides = staggerNames(points, centre)
  return (
    <>
      <div className={classes.plot}>
        <Curve
          points={points}
          width={width}
          height={HEIGHT}
          left={0}
          compact
          shaded={(index) => stages[index] === shown}
          link={(_, __, text) => text}
        />
        <div className={classes.names}>
          {stages.map(({ stage, label, experience }, index) => (
            <button
              key={stage}
              type="button"
              data-stage={index}
              data-side={sides[index]}
              data-low={low.some((dip) => dip.stage === stage) || undefined}
              aria-pressed={shown.stage === stage}
              aria-label={`${label} ${experience ? formatNumber(experience.value, { digits: 2, signed: true }) : 'no scores'}`}
              onClick={() => choose(stage)}
            >
              <span style={{ transform: `translateX(${nudge(centre(index), label.length, width)}px)` }}>
                {label}
              </span>
            </button>
          ))}
        </div>
      </div>
      <div className={classes.facts}>
        <h2>
          {shown.label}
          <Link to="/interactions" search={behind(scope, shown, 'value')}>
            See the interactions
          </Link>
        </h2>
        <StageFacts stage={shown} />
      </div>
    </>
  )
}

/** Keeps the first and last names on the screen. */
function nudge(centre: number, letters: number, width: number): number {
  const half = letters * 3.1
  return Math.max(0, half - centre) - Math.max(0, centre + half - width)
}
