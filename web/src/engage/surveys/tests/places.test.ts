import { expect, test } from 'vitest'
import { addQuestion, retyped } from '../definition/making'
import { duplicate, rename } from '../definition/names'
import { breakBefore, joinToBefore, movePage, removePage } from '../definition/pages'
import { isBefore, moveQuestion, nextPlace, removeQuestion, setQuestion, type At } from '../definition/places'
import type { Definition } from '../definition/definition'
import { asked, shape, survey } from './factories'

const group = (name: string, ...inner: string[]) =>
  asked(name, { type: 'panel', elements: inner.map((one) => asked(one)) })

function walk(start: Definition, at: At, by: 1 | -1, steps: number): string[] {
  const seen = []
  let [now, here] = [start, at]
  for (let step = 0; step < steps; step += 1) {
    const to = nextPlace(now, here, by)
    if (!to) break
    now = moveQuestion(now, here, to)
    here = to
    seen.push(shape(now))
  }
  return seen
}

test('a question moved down goes past, into and out of a group, and on to the next page', () => {
  const start = survey([asked('a'), group('g', 'x'), asked('b')], [asked('c')])
  expect(walk(start, [0, 0], 1, 9)).toEqual([
    'g(a x) b | c',
    'g(x a) b | c',
    'g(x) a b | c',
    'g(x) b a | c',
    'g(x) b | a c',
    'g(x) b | c a',
  ])
})

test('moved up it goes the same way back', () => {
  const start = survey([group('g', 'x'), asked('b')], [asked('a')])
  expect(walk(start, [1, 0], -1, 9)).toEqual([
    'g(x) b a | ',
    'g(x) a b | ',
    'g(x a) b | ',
    'g(a x) b | ',
    'a g(x) b | ',
  ])
})

test('a group is never put into a group', () => {
  expect(walk(survey([group('g', 'x'), group('h', 'y')]), [0, 0], 1, 3)).toEqual(['h(y) g(x)'])
})

test('a page broken before a question and joined again is what it was', () => {
  const start = survey([asked('a'), asked('b'), asked('c')])
  const broken = breakBefore(start, [0, 1])
  expect(shape(broken)).toBe('a | b c')
  expect(new Set(broken.pages.map(({ name }) => name)).size).toBe(2)
  expect(joinToBefore(broken, 1)).toEqual(start)
})

test('pages move and go with their questions', () => {
  const start = survey([asked('a')], [asked('b')])
  expect(shape(movePage(start, 0, 1))).toBe('b | a')
  expect(movePage(start, 0, -1)).toBe(start)
  expect(shape(removePage(start, 0))).toBe('b')
})

test('a changed question leaves what it came from as it was', () => {
  const start = survey([asked('a', { isRequired: true })])
  const before = structuredClone(start)
  expect(setQuestion(start, [0, 0], { isRequired: undefined }).pages[0]!.elements[0]).not.toHaveProperty(
    'isRequired',
  )
  removeQuestion(start, [0, 0])
  expect(start).toEqual(before)
})

test('a copy has names of its own, those inside of a group too', () => {
  const copied = duplicate(survey([group('g', 'x', 'y')]), [0, 0])
  expect(shape(copied)).toBe('g(x y) g2(x2 y2)')
})

test('a new name is followed by rules, jumps and quotes, and by nothing that only looks alike', () => {
  const start: Definition = {
    ...survey([
      asked('score'),
      asked('why', {
        title: { default: 'Why {score}?', de: 'Warum {score}?' },
        visibleIf: '{score} < 7 and {score2} = 1',
      }),
      asked('more', { visibleIf: "{score.first} = 'x' or {score-Comment} notempty or {score[0].a} = 1" }),
    ]),
    triggers: [{ type: 'skip', expression: '{score} > 8', gotoName: 'score' }],
  }
  const renamed = rename(start, [0, 0], 'nps')
  const [, why, more] = renamed.pages[0]!.elements
  expect(why).toMatchObject({
    title: { default: 'Why {nps}?', de: 'Warum {nps}?' },
    visibleIf: '{nps} < 7 and {score2} = 1',
  })
  expect(more!.visibleIf).toBe("{nps.first} = 'x' or {nps-Comment} notempty or {nps[0].a} = 1")
  expect(renamed.triggers).toEqual([{ type: 'skip', expression: '{nps} > 8', gotoName: 'nps' }])
})

test('a new question speaks the language of the survey and has a free name', () => {
  const german = { ...survey([]), locale: 'de' }
  const two = addQuestion(addQuestion(german, [0, 0], 'nps'), [0, 1], 'nps')
  expect(shape(two)).toBe('recommend recommend2')
  expect(two.pages[0]!.elements[0]!.title).toMatch(/^Wie wahrscheinlich/)
})

test('a question of another kind keeps what both have', () => {
  const start = survey([
    asked('a', { type: 'radiogroup', choices: ['x', 'y'], visibleIf: '{b} = 1', isRequired: true }),
  ])
  const question = start.pages[0]!.elements[0]!
  expect(retyped(start, question, 'many')).toEqual({ ...question, type: 'checkbox' })
  expect(retyped(start, question, 'comment')).not.toHaveProperty('choices')
})

test('what comes before what, also inside of groups', () => {
  expect(isBefore([0, 1], [0, 1, 0])).toBe(true)
  expect(isBefore([0, 1, 0], [0, 1])).toBe(false)
  expect(isBefore([0, 9], [1, 0])).toBe(true)
  expect(isBefore([0, 1], [0, 1])).toBe(false)
})
