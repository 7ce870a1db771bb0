/** Runs cases through SurveyJS and through our engine: `node oracle.mjs CASES.json ANSWERS.json`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL, URL } from 'node:url'
import { Model } from 'survey-core'
import { build } from 'vite'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

async function loadOurs() {
  const outDir = mkdtempSync(join(tmpdir(), 'regard-survey-'))
  const lib = { entry: at('../src/logic/engine.ts'), formats: ['es'], fileName: () => 'engine.mjs' }
  await build({ configFile: false, logLevel: 'error', root: outDir, build: { outDir, lib, minify: false } })
  const found = await import(pathToFileURL(join(outDir, 'engine.mjs')))
  rmSync(outDir, { recursive: true })
  return found
}

const plain = (value) => (value === undefined || Number.isNaN(value) ? null : value)

function bySurveyJS({ definition, steps, expressions }) {
  const survey = new Model(definition)
  for (const [name, value] of steps) survey.setValue(name, value)
  const questions = survey.getAllQuestions().filter((one) => one.getType() !== 'html')
  const isShown = (one) => {
    for (let place = one.parent; place; place = place.parent)
      if (!place.isVisible && !place.isPage) return false
    return one.isVisible && one.page.isVisible
  }
  const shown = questions.filter(isShown)
  const isAnswer = ([name]) => !/^c[12]$/.test(name)
  const found = {
    values: Object.fromEntries(Object.entries(survey.data).filter(isAnswer)),
    visible: shown.map((one) => one.name),
    open: shown.filter((one) => !one.isReadOnly).map((one) => one.name),
    required: shown.filter((one) => one.isRequired).map((one) => one.name),
    wrong: shown.filter((one) => !one.validate(false)).map((one) => one.name),
    expressions: expressions.map((one) => plain(survey.runExpression(one))),
  }
  survey.doComplete()
  return {
    ...found,
    result: Object.fromEntries(Object.entries(survey.data).filter(([, value]) => plain(value) !== null)),
  }
}

function byOurs({ definition, steps, expressions }, { planOf, Form, wrongsOf, evaluate, resultOf }) {
  const plan = planOf(definition)
  const form = new Form(plan, new Date(), {}, wrongsOf)
  form.begin()
  for (const [name, value] of steps) form.answer(name, value)
  const questions = plan.questions.filter((one) => one.kind !== 'html')
  const shown = questions.filter((one) => form.isVisible(one))
  return {
    values: { ...form.answers },
    visible: shown.map((one) => one.name),
    open: shown.filter((one) => form.isOpen(one)).map((one) => one.name),
    required: shown.filter((one) => form.isRequired(one.element)).map((one) => one.name),
    wrong: shown.filter((one) => wrongsOf(form, one).length).map((one) => one.name),
    expressions: expressions.map((one) => plain(evaluate(one, form))),
    result: resultOf(form),
  }
}

const ours = await loadOurs()
const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'))
/** SurveyJS fails on some sums of numbers and texts; what it has no answer to is nobody's measure. */
const orNothing = (one) => {
  try {
    return bySurveyJS(one)
  } catch {
    return null
  }
}
const answers = cases.map((one) => ({ surveyjs: orNothing(one), browser: byOurs(one, ours) }))
writeFileSync(process.argv[3], JSON.stringify(answers))
