/** A condition as a tree, and the ways it is changed. Nothing here changes what it is given. */
import type { components } from '~/api/schema'

type Shapes = components['schemas']
export type Condition = Shapes['AllOf']['conditions'][number]
export type Leaf = Exclude<Condition, { type: 'all' | 'any' | 'not' }>
export type LeafType = Leaf['type']
export type Test = Shapes['TraitIs']['test']
export type Window = Shapes['Performed']['window']
export type Where = Shapes['PropertyIs']

/** How a group joins its conditions; `none` is written as not any. */
export type Joining = 'all' | 'any' | 'none'

export interface Group {
  joining: Joining
  conditions: Condition[]
}

export const DEEPEST_GROUP = 4

/** A group as people see it, undefined for a single condition. */
export function groupOf(condition: Condition): Group | undefined {
  if (condition.type === 'all' || condition.type === 'any')
    return { joining: condition.type, conditions: condition.conditions }
  if (condition.type === 'not' && condition.condition.type === 'any')
    return { joining: 'none', conditions: condition.condition.conditions }
  return undefined
}

export function written({ joining, conditions }: Group): Condition {
  if (joining === 'none') return { type: 'not', condition: { type: 'any', conditions } }
  return { type: joining, conditions }
}

/** What the builder starts from: always a group. */
export const asGroup = (condition: Condition): Condition =>
  groupOf(condition) ? condition : { type: 'all', conditions: [condition] }

/** One condition and whether it is turned round. */
export function leafOf(condition: Condition): { leaf: Condition; negated: boolean } {
  if (condition.type === 'not') return { leaf: condition.condition, negated: true }
  return { leaf: condition, negated: false }
}

export const turned = (leaf: Condition, negated: boolean): Condition =>
  negated ? { type: 'not', condition: leaf } : leaf

export const replaced = <T>(list: T[], index: number, value: T): T[] =>
  list.map((one, at) => (at === index ? value : one))

export const without = <T>(list: T[], index: number): T[] => list.filter((_, at) => at !== index)

/** What a new condition of each kind says before anybody touched it. */
export const STARTS: Record<LeafType, Leaf> = {
  performed: {
    type: 'performed',
    kind: 'Order Completed',
    where: [],
    window: { type: 'within', days: 90 },
    times: { op: 'at_least', n: 1 },
  },
  trait: { type: 'trait', name: '', test: { op: 'is', value: '' } },
  score: {
    type: 'score',
    metric: 'csat',
    take: 'last',
    window: { type: 'ever' },
    test: { op: 'at_most', value: 2 },
  },
  value: {
    type: 'value',
    kind: 'Order Completed',
    where: [],
    take: 'total',
    window: { type: 'ever' },
    test: { op: 'at_least', value: 100 },
  },
  property: {
    type: 'property',
    kind: 'Order Completed',
    name: '',
    where: [],
    take: 'last',
    window: { type: 'ever' },
    test: { op: 'is', value: '' },
  },
  seen: { type: 'seen', which: 'last', test: { op: 'not_in_last', days: 60 } },
  stage: { type: 'stage', one_of: ['loyalty'] },
  account: { type: 'account', trait: null, test: { op: 'exists' } },
  segment: { type: 'segment', slug: '' },
  bucket: { type: 'bucket', salt: 'test', low: 0, high: 10 },
}

export const NEW_GROUP: Condition = { type: 'any', conditions: [STARTS.performed] }
export const NEW_SEGMENT: Condition = { type: 'all', conditions: [STARTS.performed] }

/** Whether every field is filled in, so that the server can be asked. */
export function isComplete(condition: Condition): boolean {
  if (condition.type === 'all' || condition.type === 'any')
    return condition.conditions.length > 0 && condition.conditions.every(isComplete)
  if (condition.type === 'not') return isComplete(condition.condition)
  return isFilled(condition)
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every(isFilled)
  if (value && typeof value === 'object')
    return Object.entries(value).every(([name, inner]) =>
      ['values', 'one_of'].includes(name)
        ? Array.isArray(inner) && inner.length > 0 && isFilled(inner)
        : isFilled(inner),
    )
  return true
}
