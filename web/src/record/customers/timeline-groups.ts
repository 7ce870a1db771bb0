/** A timeline in days: busy days stand alone, quiet ones share a heading. */
import { formatLongDay, formatShortDay, sameDay } from '~/design/dates'

interface Timed {
  id: string
  time: string
}

export interface DayGroup<Row extends Timed> {
  heading: string
  /** Within a busy day a row shows its clock time, within a span of quiet days its date. */
  oneDay: boolean
  rows: Row[]
}

export function groupByDay<Row extends Timed>(rows: Row[], locale?: string): DayGroup<Row>[] {
  const days: Row[][] = []
  for (const row of rows) {
    const day = days[days.length - 1]
    if (day?.[0] && sameDay(day[0].time, row.time)) day.push(row)
    else days.push([row])
  }
  const groups: Row[][] = []
  for (const day of days) {
    const group = groups[groups.length - 1]
    if (day.length === 1 && group && isQuiet(group)) group.push(...day)
    else groups.push([...day])
  }
  return groups.map((group) => headed(group, locale))
}

/** Every row on a day of its own, and not too many of them under one heading. */
function isQuiet(group: Timed[]): boolean {
  return (
    group.length < 8 && group.every((row, index) => index === 0 || !sameDay(row.time, group[index - 1]!.time))
  )
}

function headed<Row extends Timed>(rows: Row[], locale?: string): DayGroup<Row> {
  const [newest, oldest] = [rows[0]!.time, rows[rows.length - 1]!.time]
  const oneDay = sameDay(newest, oldest)
  const heading = oneDay
    ? formatLongDay(newest, locale)
    : `${formatShortDay(oldest, locale)} to ${withYear(newest, locale)}`
  return { heading, oneDay, rows }
}

const withYear = (time: string, locale?: string) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(time))
