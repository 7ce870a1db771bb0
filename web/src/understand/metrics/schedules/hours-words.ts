/** Opening hours and promises as people write and read them. */
import type { components } from '~/api/schema'

export type OpeningHours = components['schemas']['OpeningHoursIn']
export type Spans = string[][]

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** Pairs of times out of "9-12, 13:30–18"; undefined where it cannot be read. Nothing is closed. */
export function readSpans(text: string): Spans | undefined {
  const parts = text.split(/[,;]/).map((part) => part.trim())
  const spans = parts.filter((part) => part !== '' && !/^closed$/i.test(part)).map(readSpan)
  return spans.every((span) => span !== undefined) ? spans : undefined
}

function readSpan(text: string): string[] | undefined {
  const found = /^(\d{1,2})(?::(\d{2}))?\s*(?:-|–|—|to)\s*(\d{1,2})(?::(\d{2}))?$/i.exec(text)
  if (!found) return undefined
  const from = clockOf(found[1] ?? '', found[2])
  const to = clockOf(found[3] ?? '', found[4])
  return from && to && from < to ? [from, to] : undefined
}

function clockOf(hour: string, minute = '00'): string | undefined {
  const isOnTheClock = Number(minute) < 60 && Number(hour) * 60 + Number(minute) <= 24 * 60
  return isOnTheClock ? `${hour.padStart(2, '0')}:${minute}` : undefined
}

export const writeSpans = (spans: Spans = []): string => spans.map(([from, to]) => `${from}–${to}`).join(', ')

/** The week with days of equal hours told together: "Mon–Fri 09:00–17:00, Sat 10:00–14:00". */
export function toldWeek(week: Record<string, Spans>): string {
  const runs: { first: string; last: string; hours: string }[] = []
  let before = ''
  for (const day of WEEKDAYS) {
    const hours = writeSpans(week[day])
    const run = runs.at(-1)
    if (run && hours && hours === before) run.last = day
    else if (hours) runs.push({ first: day, last: day, hours })
    before = hours
  }
  const told = runs.map(({ first, last, hours }) => `${toldDays(first, last)} ${hours}`)
  return told.join(' · ') || 'never'
}

const toldDays = (first: string, last: string) =>
  first === last ? short(first) : `${short(first)}–${short(last)}`

const short = (day: string) => day.charAt(0).toUpperCase() + day.slice(1, 3)

/** Days with hours of their own, one a line: "2026-12-24 09:00–12:00", or only the day where it is closed. */
export function readExceptions(text: string): { days: Record<string, Spans>; wrong?: string } {
  const days: Record<string, Spans> = {}
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue
    const [, day, rest = ''] = /^(\d{4}-\d{2}-\d{2})\s*(.*)$/.exec(line) ?? []
    const spans = readSpans(rest)
    if (!day || !spans)
      return {
        days,
        wrong: `“${line}” cannot be read. Write a day and its hours, as 2026-12-24 09:00–12:00.`,
      }
    days[day] = spans
  }
  return { days }
}

export const writeExceptions = (days: Record<string, Spans> = {}): string =>
  Object.entries(days)
    .map(([day, spans]) => `${day} ${writeSpans(spans) || 'closed'}`)
    .join('\n')

/** Minutes as hours and minutes: 90 is "1 h 30 min". */
export function toldMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(' ')
}
