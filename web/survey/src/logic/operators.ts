/** What the operators of expressions do; see regard/engage/surveys/logic/operators.py. */
import { meeting } from './dates'
import { areEqual, isEmpty, isGrid, isList, isNumber, looseNumber, textOf, type Value } from './values'

const nothing = (value: Value) => (value === 'undefined' ? null : value)

export function equal(left: Value, right: Value, inOrder = false): boolean {
  const [one, other] = meeting(left, right)
  return areEqual(nothing(one), nothing(other), !inOrder)
}

export function greater(left: Value, right: Value): boolean {
  if (left == null || right == null) return false
  const [one, other] = meeting(left, right)
  return one != null && other != null && isMore(one, other)
}

/** Whether one comes after another: texts by their letters, all else by the number it stands for. */
export function isMore(left: Value, right: Value): boolean {
  const [one, other] = [left, right].map((each) => (isList(each) || isGrid(each) ? textOf(each) : each))
  if (typeof one === 'string' && typeof other === 'string') return one > other
  return looseNumber(one) > looseNumber(other)
}

export const contains = (left: Value, right: Value) => holds(left, right, true)

function holds(left: Value, right: Value, wanted: boolean): boolean {
  if (isList(left) && !left.length) return !wanted
  if (!left && left !== 0 && left !== false) return false
  if (!isList(left)) {
    if (!right) return false
    return textOf(left).toLowerCase().includes(textOf(right).toLowerCase()) === wanted
  }
  for (const one of isList(right) ? right : [right]) {
    if (!left.some((held) => areEqual(held, one, true))) return !wanted
  }
  return wanted
}

export function anyof(left: Value, right: Value): boolean {
  if (isEmpty(left) || isEmpty(right)) return isEmpty(right)
  if (!isList(left)) return contains(right, left)
  return isList(right) ? right.some((one) => contains(left, one)) : contains(left, right)
}

function allof(left: Value, right: Value): boolean {
  if (!left && !isEmpty(right)) return false
  return isList(right) ? right.every((one) => contains(left, one)) : contains(left, right)
}

/** What stands in for nothing in arithmetic. */
function filled(value: Value, beside: Value): Value {
  if (!isEmpty(value)) return value
  if (typeof beside === 'number') return 0
  if (typeof value === 'string') return value
  if (typeof beside === 'string') return ''
  return isList(beside) ? [] : 0
}

export function plus(left: Value, right: Value): Value {
  if (isList(left) && isList(right)) return [...left, ...right]
  if (isList(left) || isList(right))
    return isLone(left) && isLone(right) ? textOf(left) + textOf(right) : plusList(left, right)
  if ([left, right].some((one) => typeof one === 'string' || isGrid(one))) return textOf(left) + textOf(right)
  if (!isNumber(left) || !isNumber(right)) return looseNumber(left) + looseNumber(right)
  return rounded((left as number) + (right as number), Math.max(decimals(left), decimals(right)))
}

/** Whether a browser takes this for one number, though it may be a list. */
const isLone = (value: Value) => isNumber(isList(value) && value.length === 1 ? value[0] : value)

function plusList(left: Value, right: Value): Value {
  const several = (isList(left) ? left : right) as Value[]
  const one = several === left ? right : left
  if (typeof one === 'string') {
    const joined = several.map(textOf).join(', ')
    return several === left ? joined + one : one + joined
  }
  if (typeof one === 'number') {
    const numbers = [...several, one].filter((each): each is number => typeof each === 'number')
    return rounded(
      numbers.reduce((sum, each) => sum + each, 0),
      12,
    )
  }
  return textOf(left) + textOf(right)
}

function decimals(value: Value): number {
  if (typeof value === 'number')
    return Number.isInteger(value) ? 0 : (String(value).split('.')[1] ?? '').length
  return typeof value === 'string' && isNumber(value) ? (value.split('.')[1] ?? '').length : 0
}

const rounded = (value: number, digits: number) =>
  digits && Number.isFinite(value) ? Number(value.toFixed(Math.min(digits, 100))) : value

const OPERATORS: Record<string, (left: Value, right: Value) => Value> = {
  greater,
  less: (left, right) => greater(right, left),
  contains,
  notcontains: (left, right) => (!left && !isEmpty(right) ? true : holds(left, right, false)),
  anyof,
  noneof: (left, right) => !anyof(left, right),
  allof,
  greaterorequal: (left, right) => equal(left, right) || greater(left, right),
  lessorequal: (left, right) => equal(left, right) || greater(right, left),
}
const ARITHMETIC: Record<string, (left: Value, right: Value) => Value> = {
  and: (left, right) => (left ? right : left),
  or: (left, right) => (left ? left : right),
  plus,
  minus: (left, right) =>
    rounded(looseNumber(left) - looseNumber(right), Math.max(decimals(left), decimals(right))),
  mul: (left, right) => rounded(looseNumber(left) * looseNumber(right), decimals(left) + decimals(right)),
  div: (left, right) => (!right ? null : looseNumber(right) ? looseNumber(left) / looseNumber(right) : NaN),
  mod: (left, right) => (right ? looseNumber(left) % looseNumber(right) : null),
  power: (left, right) => looseNumber(left) ** looseNumber(right),
}

export function apply(name: string, left: Value, right: Value, inOrder: boolean): Value {
  if (name === 'equal') return equal(left, right, inOrder)
  if (name === 'notequal') return !equal(left, right, inOrder)
  const arithmetic = ARITHMETIC[name]
  if (!arithmetic) return OPERATORS[name]!(left, right)
  const one = filled(left, right)
  return arithmetic(one, filled(right, one))
}
