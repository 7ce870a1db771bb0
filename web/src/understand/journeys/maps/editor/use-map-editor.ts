import { useUndo } from '~/design/use-undo'
import type { JourneyMap } from '../maps-queries'

/** The map that is edited, and how to take a change back. */
export function useMapEditor(first: JourneyMap) {
  const { now, ...editor } = useUndo(first)
  return { map: now, ...editor }
}

export type MapEditor = ReturnType<typeof useMapEditor>

export const stepId = (stage: number, step: number) => `step-${stage}-${step}`
export const stageId = (stage: number) => `stage-${stage}`
