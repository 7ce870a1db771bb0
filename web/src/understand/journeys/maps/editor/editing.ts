/** A map while it is changed: what can be done to it. Nothing here knows the screen. */
import type { JourneyMap, MapStage, MapStep } from '../maps-queries'

export const MOST_STEPS = 60
export const MOST_STAGES = 20

export const newStep = (name = ''): MapStep => ({
  name,
  matches: null,
  felt_by: null,
  is_optional: false,
  owner: '',
  notes: '',
  feeling: null,
  evidence: [],
})

export const newStage = (name = ''): MapStage => ({ name, notes: '', steps: [newStep()] })

export const newMap = (): JourneyMap => ({
  name: '',
  stages: [newStage()],
  persona: null,
  window_days: 90,
  owner: '',
  notes: '',
  version: 1,
})

export const countSteps = ({ stages }: JourneyMap) => stages.reduce((sum, { steps }) => sum + steps.length, 0)

/** Where a step is: its stage and its place in it. */
export interface At {
  stage: number
  step: number
}

const withStages = (map: JourneyMap, stages: MapStage[]): JourneyMap => ({ ...map, stages })

export const setStage = (map: JourneyMap, at: number, changes: Partial<MapStage>) =>
  withStages(
    map,
    map.stages.map((stage, one) => (one === at ? { ...stage, ...changes } : stage)),
  )

export const setStep = (map: JourneyMap, at: At, changes: Partial<MapStep>) =>
  setStage(map, at.stage, {
    steps: map.stages[at.stage]!.steps.map((step, one) => (one === at.step ? { ...step, ...changes } : step)),
  })

export const addStage = (map: JourneyMap, after: number) =>
  withStages(map, map.stages.toSpliced(after + 1, 0, newStage()))

export const removeStage = (map: JourneyMap, at: number) => withStages(map, map.stages.toSpliced(at, 1))

export function moveStage(map: JourneyMap, at: number, by: number): JourneyMap {
  const to = at + by
  if (to < 0 || to >= map.stages.length) return map
  return withStages(map, map.stages.toSpliced(at, 1).toSpliced(to, 0, map.stages[at]!))
}

export const addStep = (map: JourneyMap, { stage, step }: At) =>
  setStage(map, stage, { steps: map.stages[stage]!.steps.toSpliced(step + 1, 0, newStep()) })

export const removeStep = (map: JourneyMap, { stage, step }: At) =>
  setStage(map, stage, { steps: map.stages[stage]!.steps.toSpliced(step, 1) })

/** Where a step would be one place on; past the end of its stage it goes to the next one. */
export function nextPlace({ stages }: JourneyMap, { stage, step }: At, by: 1 | -1): At | undefined {
  const here = stages[stage]!.steps.length
  if (by > 0 && step + 1 < here) return { stage, step: step + 1 }
  if (by < 0 && step > 0) return { stage, step: step - 1 }
  const other = stages[stage + by]
  if (!other) return undefined
  return { stage: stage + by, step: by > 0 ? 0 : other.steps.length }
}

/** A step put somewhere else; `to` counts where it is taken out already. */
export function putStep(map: JourneyMap, from: At, to: At): JourneyMap {
  const moved = map.stages[from.stage]!.steps[from.step]!
  const without = removeStep(map, from)
  return setStage(without, to.stage, { steps: without.stages[to.stage]!.steps.toSpliced(to.step, 0, moved) })
}

/** What keeps a map from being saved, in a sentence. */
export function whatIsMissing(map: JourneyMap): string | undefined {
  if (map.name.trim() === '') return 'Give the map a name to save it.'
  const stage = map.stages.findIndex(({ name }) => name.trim() === '')
  if (stage >= 0) return `Give stage ${stage + 1} a name.`
  for (const { name, steps } of map.stages) {
    const step = steps.findIndex((one) => one.name.trim() === '')
    if (step >= 0) return `Give step ${step + 1} of ${name} a name.`
  }
  if (countSteps(map) === 0) return 'Add a step.'
  return undefined
}

/** The map with a stand-in for what has no name yet, so that it can be counted while it is drawn. */
export const countable = (map: JourneyMap): JourneyMap => ({
  ...map,
  name: map.name.trim() || 'Map',
  stages: map.stages.map((stage) => ({
    ...stage,
    name: stage.name.trim() || 'Stage',
    steps: stage.steps.map((step) => ({ ...step, name: step.name.trim() || 'Step' })),
  })),
})
