import { useCallback, useEffect, useReducer, useState } from 'react'
import type { JourneyMap } from '../maps-queries'
import { begin, changed, redone, undone, type Course } from './editing'

type Move = { to: JourneyMap; place?: string } | 'undo' | 'redo'

const reduce = (course: Course, move: Move): Course => {
  if (move === 'undo') return undone(course)
  if (move === 'redo') return redone(course)
  return changed(course, move.to, move.place)
}

/** The map that is edited, with undo by Ctrl+Z; where the cursor goes next; and what is told to those who do not see it. */
export function useMapEditor(first: JourneyMap) {
  const [course, move] = useReducer(reduce, first, begin)
  const [said, say] = useState('')
  const [wanted, want] = useState<{ id: string }>()
  const canUndo = course.past.length > 0
  const canRedo = course.future.length > 0
  const takeBack = useCallback(
    (again: boolean) => {
      if (!(again ? canRedo : canUndo)) return
      move(again ? 'redo' : 'undo')
      say(again ? 'Done again' : 'Taken back')
    },
    [canUndo, canRedo],
  )
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return
      event.preventDefault()
      takeBack(event.shiftKey)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [takeBack])
  useEffect(() => {
    if (wanted) document.getElementById(wanted.id)?.focus()
  }, [wanted])
  return {
    map: course.now,
    canUndo,
    canRedo,
    isChanged: canUndo,
    undo: () => takeBack(false),
    redo: () => takeBack(true),
    said,
    /** Change the map; `place` names where somebody types. Then put the cursor somewhere, and say what happened. */
    change: (to: JourneyMap, after: { place?: string; focus?: string; say?: string } = {}) => {
      move({ to, place: after.place })
      if (after.focus) want({ id: after.focus })
      if (after.say) say(after.say)
    },
  }
}

export type MapEditor = ReturnType<typeof useMapEditor>

export const stepId = (stage: number, step: number) => `step-${stage}-${step}`
export const stageId = (stage: number) => `stage-${stage}`
