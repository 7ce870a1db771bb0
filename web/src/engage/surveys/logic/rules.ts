/** Conditions composed by choosing, written as SurveyJS' expressions and read back from them. */

export type Operator =
  | '='
  | '<>'
  | '>='
  | '<='
  | '>'
  | '<'
  | 'contains'
  | 'notcontains'
  | 'anyof'
  | 'noneof'
  | 'empty'
  | 'notempty'

export type Value = string | number | boolean | (string | number)[]

export interface Test {
  name: string
  operator: Operator
  value?: Value
}

export interface Rule {
  join: 'and' | 'or'
  tests: Test[]
}

export const isBare = (operator: Operator) => operator === 'empty' || operator === 'notempty'

const quote = (text: string) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`

function literal(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  return typeof value === 'string' ? quote(value) : String(value)
}

function writeTest({ name, operator, value }: Test): string {
  return isBare(operator) ? `{${name}} ${operator}` : `{${name}} ${operator} ${literal(value ?? '')}`
}

export const writeRule = ({ join, tests }: Rule): string | undefined =>
  tests.length === 0 ? undefined : tests.map(writeTest).join(` ${join} `)

const OPERATORS: [RegExp, Operator][] = [
  [/^(<>|!=|notequal\b)/i, '<>'],
  [/^(>=|greaterorequal\b)/i, '>='],
  [/^(<=|lessorequal\b)/i, '<='],
  [/^(==?|equal\b)/i, '='],
  [/^(>|greater\b)/i, '>'],
  [/^(<|less\b)/i, '<'],
  [/^(notcontains?\b)/i, 'notcontains'],
  [/^(contains?\b|\*=)/i, 'contains'],
  [/^(anyof\b)/i, 'anyof'],
  [/^(noneof\b)/i, 'noneof'],
  [/^(notempty\b)/i, 'notempty'],
  [/^(empty\b)/i, 'empty'],
]
const NAME = /^\{([^{}]+)\}/
const LITERAL = /^('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?\b|true\b|false\b)/i
const LIST = /^\[([^\]]*)\]/

/** Eats an expression from the left; every step says whether it found what it sought. */
class Reader {
  constructor(private rest: string) {
    this.rest = rest.trim()
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.rest)
    if (!found) return undefined
    this.rest = this.rest.slice(found[0].length).trim()
    return found
  }

  get isDone() {
    return this.rest === ''
  }
}

/** The rule an expression is; undefined where it says more than can be chosen here. */
export function readRule(expression: string | undefined): Rule | undefined {
  if (!expression?.trim()) return { join: 'and', tests: [] }
  const reader = new Reader(expression)
  const tests: Test[] = []
  const joins = new Set<string>()
  for (;;) {
    const test = readTest(reader)
    if (!test) return undefined
    tests.push(test)
    if (reader.isDone) break
    const join = reader.take(/^(and\b|&&|or\b|\|\|)/i)
    if (!join) return undefined
    joins.add(['or', '||'].includes(join[0].toLowerCase()) ? 'or' : 'and')
  }
  if (joins.size > 1) return undefined
  return { join: joins.has('or') ? 'or' : 'and', tests }
}

function readTest(reader: Reader): Test | undefined {
  const name = reader.take(NAME)?.[1]?.trim()
  const operator = OPERATORS.find(([pattern]) => reader.take(pattern))?.[1]
  if (!name || !operator) return undefined
  if (isBare(operator)) return { name, operator }
  const value = readValue(reader)
  return value === undefined ? undefined : { name, operator, value }
}

function readValue(reader: Reader): Value | undefined {
  const single = reader.take(LITERAL)
  if (single) return unquoted(single[0])
  const list = reader.take(LIST)?.[1]
  if (list === undefined) return undefined
  const inner = new Reader(list)
  const values: (string | number)[] = []
  while (!inner.isDone) {
    const one = inner.take(LITERAL)
    if (!one) return undefined
    values.push(unquoted(one[0]) as string | number)
    if (!inner.take(/^,/) && !inner.isDone) return undefined
  }
  return values
}

function unquoted(text: string): string | number | boolean {
  if (/^['"]/.test(text)) return text.slice(1, -1).replace(/\\(.)/g, '$1')
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
  return Number(text)
}
