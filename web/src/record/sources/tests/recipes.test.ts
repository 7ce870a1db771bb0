import { expect, test } from 'vitest'
import { recipesFor, targetOf } from '../recipes'

const target = targetOf('https://regard.fernweh.example', 'rgw_abc')
const code = (key: string) => recipesFor('web', target).find((recipe) => recipe.key === key)!.code

test('what fits the kind comes first and nothing is left out', () => {
  const keys = (kind: string) => recipesFor(kind, target).map((recipe) => recipe.key)
  expect(keys('web')[0]).toBe('snippet')
  expect(keys('app').slice(0, 2)).toEqual(['ios', 'android'])
  expect(keys('server').slice(0, 3)).toEqual(['python', 'node', 'curl'])
  for (const kind of ['web', 'app', 'server', 'store', 'else']) expect(new Set(keys(kind)).size).toBe(9)
})

test('every recipe names the server and the key', () => {
  for (const recipe of recipesFor('web', target)) {
    expect(recipe.code).toContain('regard.fernweh.example')
    expect(recipe.code).toContain('rgw_abc')
  }
})

test('the browser SDK gets its settings from us and sends to us, over the protocol of the page', () => {
  expect(code('analytics-next')).toContain(
    "{ writeKey: 'rgw_abc', cdnURL: 'https://regard.fernweh.example' }",
  )
  expect(code('analytics-next')).toContain("{ apiHost: 'regard.fernweh.example/v1', protocol: 'https' }")
  const plain = recipesFor('web', targetOf('http://localhost:8000', 'k')).find(
    ({ key }) => key === 'analytics-next',
  )!
  expect(plain.code).toContain("{ apiHost: 'localhost:8000/v1', protocol: 'http' }")
})

test('hosts are given as each client wants them', () => {
  expect(code('python')).toContain('analytics.host = "https://regard.fernweh.example"\n')
  expect(code('node')).toContain("host: 'https://regard.fernweh.example' })")
  expect(code('rudderstack')).toContain("{ dataPlaneUrl: 'https://regard.fernweh.example' }")
  expect(code('ios')).toContain('.apiHost("regard.fernweh.example/v1")')
  expect(code('android')).toContain('cdnHost = "regard.fernweh.example/v1"')
})
