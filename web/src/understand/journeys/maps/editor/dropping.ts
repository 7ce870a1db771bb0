import type { DragEvent } from 'react'
import { putStep, type At } from './editing'
import type { MapEditor } from './use-map-editor'

/** A step that is dropped on another takes its place. */
export function dropping({ map, change }: MapEditor, at: At) {
  return {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      const from = readPlace(event.dataTransfer.getData('text/plain'))
      if (!from || !map.stages[from.stage]?.steps[from.step]) return
      if (from.stage === at.stage && from.step === at.step) return
      change(putStep(map, from, at), { say: 'The step was moved' })
    },
  }
}

function readPlace(text: string): At | undefined {
  const found = /^\{"stage":(\d+),"step":(\d+)\}$/.exec(text)
  return found ? { stage: Number(found[1]), step: Number(found[2]) } : undefined
}
