import type { DragEvent } from 'react'
import { isBefore, moveQuestion, questionAt, sameAt, type At } from '../definition/places'
import { cardId, type SurveyEditor } from './use-survey-editor'

/** A question that is dropped on another takes its place. */
export function dropping({ survey, change, named, open }: SurveyEditor, at: At) {
  return {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      event.stopPropagation()
      const from = readPlace(event.dataTransfer.getData('text/plain'))
      if (!from || !questionAt(survey, from) || sameAt(from, at) || isInside(at, from)) return
      const to = withoutGap(from, at)
      open(undefined)
      change(moveQuestion(survey, from, to), { focus: cardId(to), say: `${named(from)} was moved` })
    },
  }
}

const isInside = (at: At, group: At) => group.every((place, depth) => at[depth] === place)

/** The place counted where the moved one is taken out already. */
function withoutGap(from: At, to: At): At {
  const depth = from.length - 1
  const shares = from.slice(0, depth).every((place, one) => to[one] === place)
  if (!shares || to.length <= from.length || !isBefore(from, to)) return to
  return to.map((place, one) => (one === depth ? place - 1 : place))
}

function readPlace(text: string): At | undefined {
  return /^\[\d+(,\d+)+\]$/.test(text) ? (JSON.parse(text) as number[]) : undefined
}
