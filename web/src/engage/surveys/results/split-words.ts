/** Groups of a split in words: on the line, and in the table. */
import type { Table } from '~/design/charts/table-view'
import type { TimePoint } from '~/design/charts/time-line'
import { formatMonth, formatShortDay } from '~/design/dates'
import { formatCount } from '~/design/numbers'
import type { Group, QuestionFound } from './results-queries'
import { intervalText, isOverTime, isSmall, styleOf } from './results-words'

/** A group as people read it. */
export const inWords = (group: string, by: string) =>
  !isOverTime(by)
    ? group.replace(/^\?$/, by === 'segment' ? 'in no segment, or not known' : 'not said')
    : by === 'month'
      ? formatMonth(group)
      : formatShortDay(group)

/** One period on the line. */
export const pointOf = (
  { group, finished, score }: Group,
  by: string,
  question: QuestionFound,
): TimePoint => ({
  label: inWords(group, by),
  note: `${score ? intervalText(score, styleOf(question)) : 'too few to show'} n ${formatCount(finished ?? 0)}`,
  value: score?.value ?? null,
  low: score?.low ?? null,
  high: score?.high ?? null,
  isFaint: isSmall(finished),
})

/** The same numbers as a table. */
export const tableOf = (caption: string, by: string, groups: Group[]): Table => ({
  caption,
  columns: [by, 'value', 'low', 'high', 'n'],
  rows: groups.map(({ group, finished, score, is_hidden }) =>
    is_hidden
      ? [group, 'too few', null, null, null]
      : [group, score?.value ?? null, score?.low ?? null, score?.high ?? null, finished],
  ),
})
