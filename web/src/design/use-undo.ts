import { useCallback, useEffect, useReducer, useState } from 'react'
import { begin, changed, redone, undone, type Course } from './undo'

type Move<Thing> = { to: Thing; place?: string } | 'undo' | 'redo'

function reduce<Thing>(course: Course<Thing>, move: Move<Thing>): Course<Thing> {
  if (move === 'undo') return undone(course)
  if (move === 'redo') return redone(course)
  return changed(course, move.to, move.place)
}

/** What follows a change: where the cursor goes, and what is told to those who do not see it. */
export interface After {
  /** Where somebody types: typing on is one step back. */
  place?: string
  focus?: string
  say?: string
}

/** Something that is edited, with undo by Ctrl+Z; where the cursor goes next; and what is told to those who do not see it. */
export function useUndo<Thing>(first: Thing) {
  const [course, move] = useReducer(reduce<Thing>, first, begin<Thing>)
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
    now: course.now,
    canUndo,
    canRedo,
    isChanged: canUndo,
    undo: () => takeBack(false),
    redo: () => takeBack(true),
    said,
    change: (to: Thing, after: After = {}) => {
      move({ to, place: after.place })
      if (after.focus) want({ id: after.focus })
      if (after.say) say(after.say)
    },
  }
}
