import { useElementSize, useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { Curve } from '~/design/charts/curve'
import { formatNumber } from '~/design/numbers'
import type { InteractionSearch } from '~/record/interactions/queries'
import { useScope } from '~/record/interactions/use-scope'
import { curvePoint } from './curve-points'
import { CompactJourney } from './journey-compact'
import classes from './journey-panel.module.css'
import { DropOffRow, StageRows } from './journey-rows'
import type { Stage } from './queries'
import { StageDetail } from './stage-detail'
import { dips, journeySummary } from './title'

const LEFT = 44
const HEIGHT = 138

export function JourneyChart({ stages }: { stages: Stage[] }) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const narrow = useMediaQuery('(max-width: 899px)', false, { getInitialValueInEffect: false })
  const summary = journeySummary(stages, (value) => formatNumber(value, { digits: 2, signed: true }))
  return (
    <div className={classes.chart}>
      <p className="spoken">{summary}</p>
      <div ref={ref} onKeyDown={moveBetweenStages}>
        {narrow ? (
          <CompactJourney stages={stages} width={width || 340} />
        ) : (
          <WideJourney stages={stages} width={width || 1036} />
        )}
      </div>
    </div>
  )
}

function WideJourney({ stages, width }: { stages: Stage[]; width: number }) {
  const { scope } = useScope()
  const [pointed, point] = useState<number | null>(null)
  const low = new Set(dips(stages).map(({ stage }) => stage))
  const columns = `${LEFT}px repeat(${stages.length}, 1fr)`
  const wrap = (index: number, part: 'value' | 'drop', children: ReactNode) => (
    <Link
      to="/interactions"
      search={behind(scope, stages[index]!, part)}
      data-stage={part === 'value' ? index : undefined}
      aria-label={part === 'value' ? spokenLink(stages[index]!) : undefined}
      onFocus={() => point(index)}
      onBlur={() => point(null)}
    >
      {children}
    </Link>
  )
  const column = (width - LEFT) / stages.length
  return (
    <div
      onMouseLeave={() => point(null)}
      onMouseMove={(event) => point(columnAt(event, LEFT, column, stages.length))}
    >
      <StageRows stages={stages} columns={columns} />
      <div className={classes.plot}>
        <Curve
          points={stages.map(curvePoint)}
          width={width}
          height={HEIGHT}
          left={LEFT}
          shaded={(index) => low.has(stages[index]!.stage) || index === pointed}
          link={wrap}
        />
        {pointed !== null && (
          <StageDetail stage={stages[pointed]!} left={LEFT + column * (pointed + 0.5)} width={width} />
        )}
      </div>
      <DropOffRow stages={stages} columns={columns} />
    </div>
  )
}

export const behind = (
  scope: InteractionSearch,
  stage: Stage,
  part: 'value' | 'drop',
): InteractionSearch => ({
  ...scope,
  stage: stage.stage,
  scored: 'true',
  touchpoint: part === 'drop' ? stage.worst?.touchpoint : scope.touchpoint,
})

export function spokenLink({ label, experience }: Stage): string {
  const value = experience ? formatNumber(experience.value, { digits: 2, signed: true }) : 'no scores'
  return `${label} ${value}, see the interactions`
}

function columnAt(
  event: React.MouseEvent<HTMLElement>,
  left: number,
  column: number,
  count: number,
): number | null {
  const index = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - left) / column)
  return index >= 0 && index < count ? index : null
}

/** Left and right move from stage to stage, Home and End to the first and last. */
function moveBetweenStages(event: KeyboardEvent<HTMLElement>) {
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stage]')]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: stops.length - 1 }[event.key]
  if (at < 0 || next === undefined || !stops[next]) return
  event.preventDefault()
  stops[next].focus()
}
