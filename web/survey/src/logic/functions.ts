/** The functions expressions may call; see regard/engage/surveys/logic/functions.py. */
import { asDate, monthsBetween, startOfDay } from './dates'
import { isMore, plus } from './operators'
import { isList, isNumber, numberOf, type Value } from './values'

export interface Known {
  now: Date
  value(name: string): Value
  isOrdered(name: string): boolean
  isReady(name: string): boolean
  shown(name: string): Value
}
type Run = (values: Value[], known: Known) => Value

const DAY = 86_400_000
const flat = (values: Value[]): Value[] =>
  values.flatMap((value) =>
    isList(value) ? flat(value) : value == null ? [] : [isNumber(value) ? numberOf(value) : value],
  )
const sum: Run = (values) => flat(values).reduce((total, one) => plus(total, one), 0)

const difference: Run = ([first, second, unit = 'days']) => {
  const [one, other] = [first, second].map((each) => (each ? asDate(each) : null))
  if (!one || !other) return null
  if (!unit || unit === 'days')
    return Math.abs(Math.round((startOfDay(other).getTime() - startOfDay(one).getTime()) / DAY))
  const months = monthsBetween(one, other)
  return unit === 'months' ? months : Math.trunc(months / 12)
}

const part =
  (read: (at: Date) => number): Run =>
  ([value], known) => {
    const at = value ? asDate(value) : known.now
    return at ? read(at) : null
  }
const year = part((at) => at.getUTCFullYear())

export const FUNCTIONS: Record<string, Run> = {
  iif: (values) => (values.length < 2 ? null : values[0] ? values[1] : values[2]),
  isContainerReady: ([name], known) => typeof name === 'string' && known.isReady(name),
  sum,
  avg: (values, known) => {
    const found = flat(values)
    const total = sum(values, known)
    return found.length ? (typeof total === 'number' ? total / found.length : NaN) : 0
  },
  min: (values) => flat(values).reduce((best, one) => (best == null || isMore(best, one) ? one : best), null),
  max: (values) => flat(values).reduce((best, one) => (best == null || isMore(one, best) ? one : best), null),
  count: (values) => flat(values).length,
  round: (values) => {
    const [number, digits] = flat(values)
    const factor = 10 ** (typeof digits === 'number' ? digits : 0)
    return typeof number === 'number' ? Math.round(number * factor * (1 + Number.EPSILON)) / factor : NaN
  },
  age: ([value, unit], known) => {
    const born = value ? asDate(value) : null
    if (!born) return null
    const months = monthsBetween(born, known.now)
    return unit === 'months' ? months : Math.trunc(months / 12)
  },
  today: ([days], known) =>
    new Date(startOfDay(known.now).getTime() + (typeof days === 'number' ? days : 0) * DAY),
  currentDate: (_, known) => known.now,
  getDate: ([value]) => (value ? asDate(value) : null),
  dateDiff: difference,
  diffDays: (values, known) => difference(values.slice(0, 2), known) ?? 0,
  dateAdd: ([value, days, unit]) => {
    const at = asDate(value)
    if (!at || typeof days !== 'number' || (unit != null && unit !== 'days')) return null
    return new Date(at.getTime() + days * DAY)
  },
  year,
  getYear: year,
  currentYear: (_, known) => known.now.getUTCFullYear(),
  month: part((at) => at.getUTCMonth() + 1),
  day: part((at) => at.getUTCDate()),
  weekday: part((at) => at.getUTCDay()),
  displayValue: ([name], known) => known.shown(String(name)),
  substring: ([text, start, end]) => {
    if (typeof text !== 'string' || typeof start !== 'number') return ''
    return text.substring(start, typeof end === 'number' ? end : text.length)
  },
}
