import { useState } from 'react'
import { useUndo, type After } from '~/design/use-undo'
import type { Definition, Question } from '../definition/definition'
import { addQuestion } from '../definition/making'
import { duplicate } from '../definition/names'
import {
  insertQuestion,
  listAt,
  moveQuestion,
  nextPlace,
  questionAt,
  removeQuestion,
  sameAt,
  setQuestion,
  type At,
} from '../definition/places'
import { shortened, titleOf } from '../logic/sentence'

export const cardId = (at: At) => `question-${at.join('-')}`
export const titleId = (at: At) => `title-${at.join('-')}`
export const pageId = (page: number) => `page-${page}`

/** A survey while it is built: its course of changes, and which question is open. */
export function useSurveyEditor(first: Definition, hasAnswers: boolean) {
  const { now: survey, change, ...course } = useUndo(first)
  const [opened, open] = useState<At>()
  const named = (at: At) => {
    const question = questionAt(survey, at)
    return question ? shortened(titleOf(question)) : 'Question'
  }
  return {
    ...course,
    survey,
    change,
    opened: opened && questionAt(survey, opened) ? opened : undefined,
    open,
    named,
    /** What is there already means something in answers: values of choices stay. */
    hasAnswers,
    set: (at: At, changes: Partial<Question>, field = '') =>
      change(setQuestion(survey, at, changes), { place: field && `${at.join('.')}.${field}` }),
    add: (at: At, kind: string) => {
      open(at)
      change(addQuestion(survey, at, kind), { focus: titleId(at), say: 'A question was added' })
    },
    put: (at: At, question: Question, after: After) => change(insertQuestion(survey, at, question), after),
    move: (at: At, by: 1 | -1) => {
      const to = nextPlace(survey, at, by)
      if (!to) return
      if (sameAt(opened, at)) open(to)
      else if (opened) open(undefined)
      change(moveQuestion(survey, at, to), {
        focus: cardId(to),
        say: `${named(at)} is now at place ${to.at(-1)! + 1} of page ${to[0]! + 1}`,
      })
    },
    copy: (at: At) => {
      const to = [...at.slice(0, -1), at.at(-1)! + 1]
      open(to)
      change(duplicate(survey, at), { focus: cardId(to), say: `${named(at)} is there twice` })
    },
    remove: (at: At) => {
      const siblings = listAt(survey, at.slice(0, -1)).length
      const place = Math.min(at.at(-1)!, siblings - 2)
      open(undefined)
      change(removeQuestion(survey, at), {
        focus: place < 0 ? pageId(at[0]!) : cardId([...at.slice(0, -1), place]),
        say: `${named(at)} was removed. Ctrl+Z brings it back.`,
      })
    },
  }
}

export type SurveyEditor = ReturnType<typeof useSurveyEditor>
