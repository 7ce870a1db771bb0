import { expect, test } from 'vitest'
import { addJump, jumpsOf, removeJump, setJump } from '../logic/jumps'
import { quotable, quotedIn, withQuoted } from '../logic/piping'
import { readRule, writeRule, type Rule } from '../logic/rules'
import { expressionWords } from '../logic/sentence'
import { asked, survey } from './factories'

const RULES: [Rule, string][] = [
  [{ join: 'and', tests: [{ name: 'nps', operator: '<=', value: 6 }] }, '{nps} <= 6'],
  [
    {
      join: 'or',
      tests: [
        { name: 'about', operator: 'contains', value: "it's \\ here" },
        { name: 'yes', operator: '=', value: true },
        { name: 'why', operator: 'notempty' },
      ],
    },
    "{about} contains 'it\\'s \\\\ here' or {yes} = true or {why} notempty",
  ],
  [
    {
      join: 'and',
      tests: [
        { name: 'a', operator: 'anyof', value: ['x, y', 3] },
        { name: 'b', operator: '<>', value: -1.5 },
      ],
    },
    "{a} anyof ['x, y', 3] and {b} <> -1.5",
  ],
]

test.each(RULES)('a rule is written and read back: %j', (rule, expression) => {
  expect(writeRule(rule)).toBe(expression)
  expect(readRule(expression)).toEqual(rule)
})

test('what others write the same is read', () => {
  expect(readRule("{a} notequal 'x' && {b} greaterorequal 2")).toEqual({
    join: 'and',
    tests: [
      { name: 'a', operator: '<>', value: 'x' },
      { name: 'b', operator: '>=', value: 2 },
    ],
  })
})

test.each([
  '{a} = 1 and {b} = 2 or {c} = 3',
  'iif({a} > 1, 1, 2) = 1',
  '({a} = 1)',
  '{a} + {b} > 3',
  "{a} = 'x",
  '{a}',
])('what says more than can be chosen is left alone: %s', (expression) =>
  expect(readRule(expression)).toBeUndefined(),
)

test('no condition is no rule', () => {
  expect(readRule(undefined)).toEqual({ join: 'and', tests: [] })
  expect(writeRule({ join: 'and', tests: [] })).toBeUndefined()
})

const SURVEY = survey(
  [
    asked('nps', {
      type: 'rating',
      rateMin: 0,
      rateMax: 10,
      title: 'Would you recommend us?',
      regard: { metric: 'nps' },
    }),
    asked('about', {
      type: 'checkbox',
      title: 'What about?',
      choices: [{ value: 'price', text: { default: 'The price', de: 'Preis' } }],
    }),
  ],
  [asked('why'), asked('end')],
)

test('a rule is said as people say it', () => {
  expect(expressionWords("{nps} <= 6 and {about} contains 'price'", SURVEY)).toBe(
    '“Would you recommend us?” is at most 6 (detractors) and “What about?” contains “The price”',
  )
  expect(expressionWords('{why} empty or {gone} = 1', SURVEY)).toBe(
    '“why?” was not answered or “gone”, which is not asked here, is 1',
  )
  expect(expressionWords('age({why}) > 3', SURVEY)).toBe('age({why}) > 3')
})

test('jumps are told from other triggers, and changed in their place', () => {
  const other = {
    ...SURVEY,
    triggers: [{ type: 'setvalue' as const, expression: '{nps} = 1', setToName: 'why' }],
  }
  const added = addJump(addJump(other, 'jump', '{nps} > 8', 'end'), 'end', '{nps} < 3')
  expect(jumpsOf(added).map(({ kind, place, says }) => [kind, place, says])).toEqual([
    ['jump', 1, undefined],
    ['end', 2, undefined],
  ])
  expect(setJump(added, 1, { gotoName: 'why' }).triggers![1]!.gotoName).toBe('why')
  expect(removeJump(added, 1).triggers!.map(({ type }) => type)).toEqual(['setvalue', 'complete'])
  expect(removeJump(addJump(SURVEY, 'end'), 0)).not.toHaveProperty('triggers')
})

test.each([
  ['', 'end', /does not say when/],
  ['{gone} = 1', 'end', /“gone”/],
  ['{nps} = 1', '', /where to/],
  ['{why} notempty', 'about', /lead back/],
])('a jump that cannot work says so: %s to %s', (expression, to, says) => {
  expect(jumpsOf(addJump(SURVEY, 'jump', expression, to))[0]!.says).toMatch(says)
})

test('only what was asked before can be quoted, where the cursor stands', () => {
  expect(quotable(SURVEY, [1, 0]).map(({ question }) => question.name)).toEqual(['nps', 'about'])
  expect(withQuoted('Why ?', 'nps', 4)).toEqual({ text: 'Why {nps}?', cursor: 9 })
  expect(withQuoted('Why', 'nps', 3)).toEqual({ text: 'Why {nps}', cursor: 9 })
  expect(quotedIn({ default: 'You gave {nps}', de: '{nps} und {about.x}' })).toEqual(['nps', 'about'])
})
