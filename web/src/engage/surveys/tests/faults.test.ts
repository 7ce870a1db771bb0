import { expect, test } from 'vitest'
import { faultsOf } from '../definition/faults'
import { KINDS } from '../definition/kinds'
import { addQuestion, newSurvey } from '../definition/making'
import { questionsOf } from '../definition/places'
import { parseDefinition, readDefinition } from '../definition/reading'
import { surveyFrom, TEMPLATES } from '../templates/templates'
import { phrasesOf } from '../words/translation'
import { languagesOf } from '../words/words'
import { asked, survey } from './factories'

const told = (...pages: Parameters<typeof survey>) =>
  faultsOf(survey(...pages)).map(({ where, says, stops }) => `${stops ? 'stop' : 'mind'} ${where}: ${says}`)

test('each fault says where it is and what to do', () => {
  expect(
    told([
      asked('a', { title: '' }),
      asked('b', { type: 'radiogroup', choices: ['x', 'X'] }),
      asked('c', { type: 'rating', rateMin: 5, rateMax: 1 }),
      asked('d', { visibleIf: '{e} = 1', title: 'You said {gone}' }),
      asked('e'),
      asked('E'),
    ]),
  ).toEqual([
    'stop Question 1 on page 1: It asks nothing yet. Write the question.',
    'stop Question 2, “b?”: “X” can be chosen twice. Change or remove one of them.',
    'stop Question 3, “c?”: The scale ends at 1 and begins at 5. Let it end above where it begins.',
    'stop Question 4, “You said {gone}”: It depends on “e?”, which is asked only later. Move this below it.',
    'stop Question 5, “e?”: Another question is called “e” in the data as well. Give one of them another name.',
    'stop Question 6, “E?”: Another question is called “E” in the data as well. Give one of them another name.',
    'mind Question 4, “You said {gone}”: It quotes “gone”, which is not asked here. Choose a question that is.',
  ])
})

test('a survey as a whole: no title, an empty page, a full jump, a quota without an end, half a translation', () => {
  const whole = {
    ...survey([asked('a', { title: { default: 'A?', de: 'A?' } })], []),
    title: '',
    triggers: [{ type: 'skip' as const, expression: '{a} = 1', gotoName: '' }],
    regard: { quotas: [{ name: 'Women', limit: 0, expression: '{sex} = 1' }] },
    completedHtml: 'Thanks',
  }
  expect(faultsOf(whole).map(({ where, says }) => `${where}: ${says}`)).toEqual([
    'Survey: It has no title. People see it before they begin.',
    'A jump: It does not say where to. Choose the question to go to.',
    'Quota “Women”: It has no limit. Say after how many answers it is full.',
    'Quota “Women”: It counts answers to “sex”, which is not asked here. Choose another question.',
    'Page 2: It is empty and will be left out. Add a question or remove the page.',
    'German: 1 of 2 texts are not translated; people see them untranslated.',
  ])
})

test.each(KINDS.map(({ key }) => key))(
  'a new question of kind %s needs a title or its own content at most',
  (kind) => {
    const added = addQuestion({ ...newSurvey('en', 'T') }, [0, 0], kind)
    const stops = faultsOf(added).filter((one) => one.stops && one.where !== 'Survey')
    expect(
      stops.map(({ says }) => says).filter((says) => !/asks nothing yet|Add a choice/.test(says)),
    ).toEqual([])
  },
)

test.each(TEMPLATES.map(({ key }) => key))(
  'template %s can be opened as it is, in English, German and both',
  (key) => {
    expect(faultsOf(surveyFrom(key, 'en'))).toEqual([])
    expect(faultsOf(surveyFrom(key, 'de'))).toEqual([])
    const both = surveyFrom(key, 'de', ['en'])
    expect(faultsOf(both)).toEqual([])
    expect(languagesOf(both)).toEqual(['en'])
    expect(both.locale).toBe('de')
    expect(questionsOf(both).length).toBeGreaterThan(2)
    const english = phrasesOf(surveyFrom(key, 'en')).map(({ words }) => words)
    expect(
      phrasesOf(surveyFrom(key, 'de')).filter(({ words }) => english.includes(words) && words !== 'Name'),
    ).toEqual([])
  },
)

test('a definition from elsewhere is brought into one form, and what is none is refused with words', () => {
  expect(readDefinition({ elements: [{ type: 'text', name: 'a' }], cookieName: 'c' })).toEqual({
    cookieName: 'c',
    pages: [{ name: 'page1', elements: [{ type: 'text', name: 'a' }] }],
  })
  expect(
    readDefinition({ pages: [{ questions: [{ type: 'text', name: 'a' }] }] })!.pages[0]!.elements,
  ).toHaveLength(1)
  expect(parseDefinition('{"a": 1}')).toMatchObject({ refused: { title: 'This is JSON, but no survey' } })
  expect(parseDefinition('{')).toMatchObject({ refused: { title: 'This is not JSON' } })
})
