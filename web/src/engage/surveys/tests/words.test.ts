import { expect, test } from 'vitest'
import { fromLines, newChoice, textOf, withText } from '../definition/choices'
import { countMissing, phrasesOf, translated } from '../words/translation'
import { languageName, languagesOf, shownIn, withWords, wordsIn } from '../words/words'
import { asked, survey } from './factories'

test('a text in one language is plain, in two an object, and plain again', () => {
  const two = withWords('Why?', 'de', 'Warum?')
  expect(two).toEqual({ default: 'Why?', de: 'Warum?' })
  expect(withWords(two, 'de', '')).toBe('Why?')
  expect(withWords('Why?', 'default', '')).toBeUndefined()
  expect(wordsIn(two, 'fr')).toBe('')
  expect(shownIn(two, 'fr')).toBe('Why?')
})

const SURVEY = survey([
  asked('a', {
    title: { default: 'How?', de: 'Wie?' },
    type: 'radiogroup',
    choices: ['Good', { value: 2, text: 'Bad' }, 3],
  }),
  asked('b', { type: 'multipletext', title: 'Which?', items: [{ name: 'x', title: 'First' }] }),
])

test('every text is found once, numbers that read the same are not', () => {
  expect(phrasesOf(SURVEY).map(({ what, words }) => [what, wordsIn(words)])).toEqual([
    ['Title', 'Survey'],
    ['Title', 'How?'],
    ['Choice', 'Good'],
    ['Choice', 'Bad'],
    ['Title', 'Which?'],
    ['Title', 'First'],
  ])
  expect(countMissing(phrasesOf(SURVEY), 'de')).toBe(5)
  expect(languagesOf(SURVEY)).toEqual(['de'])
})

test('a translated choice keeps its value, so that answers in all languages are counted together', () => {
  const done = phrasesOf(SURVEY).reduce((now, phrase) => translated(now, phrase, 'de', 'x'), SURVEY)
  expect(countMissing(phrasesOf(done), 'de')).toBe(0)
  expect(done.pages[0]!.elements[0]!.choices).toEqual([
    { value: 'Good', text: { default: 'Good', de: 'x' } },
    { value: 2, text: { default: 'Bad', de: 'x' } },
    3,
  ])
  expect(done.pages[0]!.elements[1]!.items![0]).toEqual({ name: 'x', title: { default: 'First', de: 'x' } })
})

test('the value of a choice follows its text until there are answers', () => {
  expect(withText('Good', 'Very good', 'default', false)).toBe('Very good')
  expect(withText('Good', 'Very good', 'default', true)).toEqual({ value: 'Good', text: 'Very good' })
  expect(withText({ value: 'Good', text: 'Very good' }, 'Good', 'default', true)).toBe('Good')
  expect(textOf({ value: 3 })).toBe('3')
})

test('pasted lines lose their bullets and doubles', () => {
  expect(fromLines('- Price\n2. Quality\n\n• Price\nService ')).toEqual(['Price', 'Quality', 'Service'])
  expect(newChoice(['a', 'Choice 3', 'b'])).toBe('Choice 4')
})

test('languages are called by their names', () => {
  expect(languageName('de')).toBe('German')
  expect(languageName('nothing at all')).toBe('nothing at all')
})
