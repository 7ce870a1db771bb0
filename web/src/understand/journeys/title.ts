/** The title of the journey says what is seen in it. */
import { joinWords } from '~/design/numbers'
import type { Stage } from './queries'

/** How far under both neighbours a stage must lie, on −1 to +1, to be called a dip while above zero. */
const FAR = 0.3

type Scored = Stage & { experience: NonNullable<Stage['experience']> }

const isScored = (stage: Stage): stage is Scored =>
  stage.experience !== null && stage.experience !== undefined

/** Stages clearly below zero, or clearly and far below the stages on either side. */
export function dips(stages: Stage[]): Stage[] {
  const scored = stages.filter(isScored)
  return scored.filter((stage, index) => {
    const { high, value } = stage.experience
    if (high === null) return false
    if (high < 0) return true
    const sides = [scored[index - 1], scored[index + 1]].filter((side) => side !== undefined)
    return (
      sides.length === 2 &&
      sides.every(
        ({ experience }) => high < (experience.low ?? experience.value) && value < experience.value - FAR,
      )
    )
  })
}

export function journeyTitle(stages: Stage[]): string {
  const scored = stages.filter(isScored)
  if (stages.length === 0) return 'No journey yet'
  if (scored.length === 0) return 'The journey has no scores yet'
  if (scored.length === 1) return `Only ${scored[0]!.label} has been scored`
  const low = dips(scored)
  if (low.length === scored.length) return 'The journey is below zero at every stage'
  const inner = low.filter((stage) => stage !== scored[scored.length - 1])
  if (inner.length > 0) return `The journey dips at ${named(inner)}`
  if (low.length > 0) return `The journey ends low, at ${named(low)}`
  return `The journey holds, lowest at ${lowest(scored).label}`
}

function named(stages: Stage[]): string {
  const names = stages.map(({ label }) => label)
  if (names.length <= 3) return joinWords(names)
  return joinWords([...names.slice(0, 2), `${names.length - 2} more stages`])
}

/** Stages at which anything happened; the others would be empty columns. */
export const visited = (stages: Stage[]) => stages.filter(({ interactions }) => interactions > 0)

/** The stage a narrow screen tells about first: a dip, else the lowest, else the first. */
export function mostTelling(stages: Stage[]): Stage {
  const scored = stages.filter(isScored)
  return dips(stages)[0] ?? (scored.length > 0 ? lowest(scored) : stages[0]!)
}

const lowest = (stages: Scored[]) =>
  stages.reduce((least, stage) => (stage.experience.value < least.experience.value ? stage : least))

/** The text alternative of the curve. */
export function journeySummary(stages: Stage[], write: (value: number) => string): string {
  const scored = stages.filter(isScored)
  if (scored.length === 0) return 'No stage has a score in this period.'
  const parts = scored.map(({ label, experience }) => `${label} ${write(experience.value)}`)
  return `Mean experience per stage with its 95 % interval, from −1 to +1: ${parts.join(', ')}.`
}
