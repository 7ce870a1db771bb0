import { expect, test } from 'vitest'
import {
  addStage,
  addStep,
  countable,
  moveStage,
  newMap,
  newStep,
  nextPlace,
  putStep,
  removeStep,
  setStep,
  whatIsMissing,
} from '../editor/editing'
import { begin, changed, redone, undone } from '~/design/undo'
import type { JourneyMap } from '../maps-queries'

const map = (...stages: string[][]): JourneyMap => ({
  ...newMap(),
  name: 'Map',
  stages: stages.map((steps, at) => ({ name: `Stage ${at}`, notes: '', steps: steps.map(newStep) })),
})
const shape = ({ stages }: JourneyMap) => stages.map(({ steps }) => steps.map(({ name }) => name).join(''))

test('undo, after typing a word and moving a step, takes the move back and then the whole word', () => {
  const first = map(['a', 'b'])
  const at = { stage: 0, step: 0 }
  let course = begin(first)
  for (const name of ['l', 'lo', 'loo'])
    course = changed(course, setStep(course.now, at, { name }), '0.0.name')
  course = changed(course, putStep(course.now, at, { stage: 0, step: 1 }))
  expect(shape(course.now)).toEqual(['bloo'])
  course = undone(course)
  expect(shape(course.now)).toEqual(['loob'])
  course = undone(course)
  expect(course.now).toBe(first)
  expect(undone(course).now).toBe(first)
  course = redone(redone(course))
  expect(shape(course.now)).toEqual(['bloo'])
  expect(shape(changed(undone(course), first).now)).toEqual(['ab'])
  expect(changed(undone(course), first).future).toEqual([])
})

test('a step moved past the end of its stage goes to the next one, and no further than there is', () => {
  const two = map(['a', 'b'], ['c'])
  expect(nextPlace(two, { stage: 0, step: 1 }, 1)).toEqual({ stage: 1, step: 0 })
  expect(shape(putStep(two, { stage: 0, step: 1 }, { stage: 1, step: 0 }))).toEqual(['a', 'bc'])
  expect(nextPlace(two, { stage: 1, step: 0 }, -1)).toEqual({ stage: 0, step: 2 })
  expect(shape(putStep(two, { stage: 1, step: 0 }, { stage: 0, step: 2 }))).toEqual(['abc', ''])
  expect(nextPlace(two, { stage: 1, step: 0 }, 1)).toBeUndefined()
  expect(nextPlace(two, { stage: 0, step: 0 }, -1)).toBeUndefined()
})

test('steps and stages are added where the cursor is, and moved whole', () => {
  const two = map(['a', 'b'], ['c'])
  expect(shape(addStep(two, { stage: 0, step: 0 }))).toEqual(['ab', 'c'])
  expect(addStep(two, { stage: 0, step: 0 }).stages[0]!.steps[1]!.name).toBe('')
  expect(shape(removeStep(two, { stage: 0, step: 0 }))).toEqual(['b', 'c'])
  expect(shape(moveStage(two, 1, -1))).toEqual(['c', 'ab'])
  expect(moveStage(two, 0, -1)).toBe(two)
  expect(shape(addStage(two, 0))).toEqual(['ab', '', 'c'])
})

test('what keeps a map from being saved is said, and it is counted all the same', () => {
  expect(whatIsMissing(newMap())).toBe('Give the map a name to save it.')
  expect(whatIsMissing(map(['a', '']))).toBe('Give step 2 of Stage 0 a name.')
  expect(whatIsMissing(map([], []))).toBe('Add a step.')
  expect(whatIsMissing(map(['a']))).toBeUndefined()
  expect(countable(newMap()).stages[0]!.steps[0]!.name).toBe('Step')
})
