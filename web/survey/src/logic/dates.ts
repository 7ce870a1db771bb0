/** Days and times in expressions. A survey has no time zone: all is kept as if it were UTC. */
import type { Value } from './values'

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/

export function asDate(value: Value): Date | null {
  if (value instanceof Date) return value
  if (typeof value === 'boolean') return new Date(Number(value))
  if (typeof value === 'number') return Number.isFinite(value) ? new Date(value) : null
  const found = typeof value === 'string' ? DATE.exec(value.trim()) : null
  if (!found) return null
  const [year, month, day, hour, minute, second] = found.slice(1).map((part) => Number(part ?? 0))
  const made = new Date(Date.UTC(year!, month! - 1, day!, hour, minute, second))
  return made.getUTCDate() === day ? made : null
}

/** The wall clock's time, kept as if it were UTC. */
export const wallClock = (now: Date) => new Date(now.getTime() - now.getTimezoneOffset() * 60_000)

export function startOfDay(at: Date): Date {
  const day = new Date(at)
  day.setUTCHours(0, 0, 0, 0)
  return day
}

/** A text beside a date is read as a date; the date is cut to what the text says. */
export function meeting(left: Value, right: Value): [Value, Value] {
  if (left instanceof Date && typeof right === 'string') return [cut(left, right.length), asDate(right)]
  if (right instanceof Date && typeof left === 'string') return [asDate(left), cut(right, left.length)]
  return [left, right]
}

function cut(at: Date, length: number): Date {
  if (length < 11) return startOfDay(at)
  const whole = new Date(at)
  whole.setUTCMilliseconds(0)
  return whole
}

export function monthsBetween(one: Date, other: Date): number {
  const years = other.getUTCFullYear() - one.getUTCFullYear()
  const months = years * 12 + other.getUTCMonth() - one.getUTCMonth()
  return other.getUTCDate() < one.getUTCDate() ? months - 1 : months
}

export const dayText = (at: Date) => at.toISOString().slice(0, 10)
