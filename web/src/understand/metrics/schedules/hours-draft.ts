/** Opening hours while somebody writes them. */
import {
  readExceptions,
  readSpans,
  WEEKDAYS,
  writeExceptions,
  writeSpans,
  type OpeningHours,
} from './hours-words'
import { hoursOf, type Schedule } from './queries'

export interface Draft {
  name: string
  zone: string
  week: string[]
  country: string
  subdivision: string
  exceptions: string
  valid_from: string
}

/** What was noted last, to be changed; working days from nine to five where there is nothing yet. */
export function draftOf(schedule: Schedule | undefined): Draft {
  const noted = schedule?.hours.at(-1)
  const hours = noted && hoursOf(noted)
  return {
    name: '',
    zone: hours?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    week: WEEKDAYS.map((day, at) => (hours ? writeSpans(hours.week[day]) : at < 5 ? '09:00–17:00' : '')),
    country: hours?.country ?? '',
    subdivision: hours?.subdivision ?? '',
    exceptions: writeExceptions(hours?.exceptions),
    valid_from: '',
  }
}

/** The draft as the server takes it; undefined while something in it cannot be read. */
export function bodyOf(draft: Draft): OpeningHours | undefined {
  const spans = draft.week.map(readSpans)
  const { days, wrong } = readExceptions(draft.exceptions)
  if (wrong || draft.zone.trim() === '' || spans.some((one) => !one) || !spans.some((one) => one?.length))
    return undefined
  const open = WEEKDAYS.map((day, at) => [day, spans[at] ?? []] as const).filter(([, one]) => one.length > 0)
  return {
    zone: draft.zone.trim(),
    week: Object.fromEntries(open),
    country: draft.country.trim(),
    subdivision: draft.subdivision.trim(),
    exceptions: days,
    valid_from: draft.valid_from || null,
  }
}
