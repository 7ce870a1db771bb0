/** Days and times as the viewer's locale writes them. */

type Written = string | Date

const moment = (time: Written) => (time instanceof Date ? time : new Date(time))

/** A day without a time ("2026-07-01") belongs to no zone, so it is read and written in UTC. */
const isDay = (time: Written) => typeof time === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(time)

function write(time: Written, options: Intl.DateTimeFormatOptions, locale?: string): string {
  const zone = isDay(time) ? { timeZone: 'UTC' } : {}
  return new Intl.DateTimeFormat(locale, { ...options, ...zone }).format(moment(time))
}

export const formatDay = (time: Written, locale?: string) =>
  write(time, { day: 'numeric', month: 'short', year: 'numeric' }, locale)

export const formatShortDay = (time: Written, locale?: string) =>
  write(time, { day: 'numeric', month: 'short' }, locale)

export const formatMonth = (time: Written, locale?: string) =>
  write(time, { month: 'short', year: 'numeric' }, locale)

export const formatLongDay = (time: Written, locale?: string) =>
  write(time, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, locale)

export const formatClock = (time: Written, locale?: string) =>
  write(time, { hour: '2-digit', minute: '2-digit' }, locale)

export const formatMoment = (time: Written, locale?: string) =>
  `${formatShortDay(time, locale)}, ${formatClock(time, locale)}`

/** The day before an exclusive end: what people call the last day. */
export function lastDay(until: string): Date {
  return new Date(new Date(`${until}T00:00:00Z`).getTime() - 86_400_000)
}

export function formatSpan(since: string, until: string, locale?: string): string {
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }
  return new Intl.DateTimeFormat(locale, options).formatRange(new Date(`${since}T00:00:00Z`), lastDay(until))
}

export const sameDay = (one: Written, other: Written) =>
  moment(one).toDateString() === moment(other).toDateString()
