/** Values as answers carry them. The same rules as regard/engage/surveys/logic/values.py; tests hold the two together. */
export type Value = unknown

export const isList = (value: Value): value is Value[] => Array.isArray(value)
export const isGrid = (value: Value): value is Record<string, Value> =>
  typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Date)
const isNothing = (value: Value) => value === null || value === undefined

export function isEmpty(value: Value): boolean {
  if (isNothing(value) || value === '' || Number.isNaN(value)) return true
  if (isGrid(value)) return Object.values(value).every(isEmpty)
  return isList(value) && !value.length
}

const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** The number a value stands for, NaN where none. */
export function numberOf(value: Value): number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : NaN
  if (typeof value !== 'string') return NaN
  let text = value.trim()
  if (!text || (text.length > 15 && /^\d+$/.test(text)) || hasOperator(text)) return NaN
  if (text.startsWith('0x')) return text.length > 32 ? NaN : parseInt(text, 16)
  if (text.split(',').length === 2) text = text.replace(',', '.')
  return FLOAT.test(text) ? Number(text) : NaN
}

function hasOperator(text: string): boolean {
  if (text.lastIndexOf('-') > 0 || text.lastIndexOf('+') > 0) return !FLOAT.test(text)
  return /[*^/%]/.test(text)
}

export const isNumber = (value: Value) => !Number.isNaN(numberOf(value))

/** A variable's value as expressions see it: texts that are a number or a truth value become one. */
export function converted(value: Value): Value {
  if (typeof value !== 'string' || !value) return value
  const lowered = value.toLowerCase()
  if (lowered === 'true' || lowered === 'false') return lowered === 'true'
  if (value.length > 1 && /^["']/.test(value) && /["']$/.test(value)) return value.slice(1, -1)
  const number = numberOf(value)
  if (Number.isNaN(number)) return value
  const isPadded = value[0] === '0' && !value.startsWith('0x') && value.length > 1 && !/^0[.,]/.test(value)
  return isPadded || value === '0.' || value === '0,' ? value : number
}

/** The number a browser makes of a value in arithmetic. */
export const looseNumber = (value: Value): number => {
  if (isNothing(value)) return 0
  if (typeof value === 'string')
    return value.trim() === '' ? 0 : FLOAT.test(value.trim()) ? Number(value) : NaN
  if (value instanceof Date) return value.getTime()
  if (isList(value)) return looseNumber(textOf(value))
  return isGrid(value) ? NaN : Number(value)
}

export function textOf(value: Value): string {
  if (isNothing(value)) return ''
  return isList(value) ? value.map(textOf).join(',') : String(value)
}

/** Whether two values are the same answer: "5" and 5 are, so are "Yes" and "yes". */
export function areEqual(one: Value, other: Value, anyOrder = false): boolean {
  const isBlank = (value: Value) => isNothing(value) || (isList(value) && !value.length)
  if (isBlank(one) && isBlank(other)) return true
  if ((isNothing(one) && other === '') || (isNothing(other) && one === '')) return true
  if (typeof one === 'string' && typeof other === 'string')
    return one.trim().toLowerCase() === other.trim().toLowerCase()
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime()
  if (isList(one) && isList(other)) return listsEqual(one, other, anyOrder)
  if (isSameNumber(one, other)) return true
  if (isEmpty(one) !== isEmpty(other)) return false
  if (typeof one === 'boolean' && typeof other === 'string') return String(one) === other.toLowerCase()
  if (typeof other === 'boolean' && typeof one === 'string') return String(other) === one.toLowerCase()
  if (isGrid(one) && isGrid(other)) {
    const keys = Object.keys(one)
    const isSame = (key: string) => key in other && areEqual(one[key], other[key], anyOrder)
    return keys.length === Object.keys(other).length && keys.every(isSame)
  }
  if (typeof one === 'object' || typeof other === 'object') return isNothing(one) && isNothing(other)
  return isEmpty(one) || looseNumber(one) === looseNumber(other)
}

function listsEqual(one: Value[], other: Value[], anyOrder: boolean): boolean {
  if (one.length !== other.length) return false
  const order = (values: Value[]) =>
    anyOrder
      ? [...values].sort((a, b) => (textOf(a) < textOf(b) ? -1 : textOf(a) > textOf(b) ? 1 : 0))
      : values
  const [left, right] = [order(one), order(other)]
  return left.every((value, at) => areEqual(value, right[at], anyOrder))
}

function isSameNumber(one: Value, other: Value): boolean {
  const isCandidate = (value: Value) => typeof value === 'number' || typeof value === 'string'
  if (!isCandidate(one) || !isCandidate(other)) return false
  const [left, right] = [looseNumber(one), looseNumber(other)]
  return left === right && /^\s*[+-]?\d/.test(textOf(one)) && /^\s*[+-]?\d/.test(textOf(other))
}
