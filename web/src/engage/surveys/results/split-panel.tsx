import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TableTools, TableView, type Table } from '~/design/charts/table-view'
import { TimeLine, type TimePoint } from '~/design/charts/time-line'
import { formatMonth, formatShortDay } from '~/design/dates'
import { ChoiceField } from '~/design/field'
import { formatCount } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { useWidth } from '~/design/use-width'
import { shortened } from '../logic/sentence'
import type { KeptSurvey } from '../queries'
import { GroupList } from './group-list'
import { splitQuery, type Group, type QuestionFound, type Results } from './results-queries'
import classes from './results.module.css'
import { intervalText, isOverTime, isSmall, measured, MINIMUM, SPLITS, styleOf } from './results-words'
import { useResultsSearch } from './use-results'

/** One score over time, or by channel, language, touchpoint or another answer. */
export function SplitPanel({ kept, found }: { kept: KeptSurvey; found: Results }) {
  const { search, change } = useResultsSearch()
  const scored = found.questions.filter(({ score }) => score !== null)
  const question =
    scored.find(({ name }) => name === search.question) ?? scored.find(({ metric }) => metric) ?? scored[0]
  if (!question) return null
  const offered: [string, string][] = [
    ...SPLITS,
    ...found.questions
      .filter(({ name, bars }) => bars.length > 0 && name !== question.name)
      .map(({ name, title }): [string, string] => [name, `Answer to: ${shortened(title)}`]),
  ]
  const by = offered.some(([key]) => key === search.by) ? search.by! : 'week'
  return (
    <Split
      kept={kept}
      question={question}
      by={by}
      words={offered.find(([key]) => key === by)![1].toLowerCase()}
    >
      <div className={classes.choices}>
        {scored.length > 1 && (
          <ChoiceField
            label="Score"
            value={question.name}
            choices={scored.map(({ name, title }) => [name, shortened(title, 60)])}
            onChoose={(name) => change({ question: name })}
          />
        )}
        <ChoiceField label="By" value={by} choices={offered} onChoose={(next) => change({ by: next })} />
      </div>
    </Split>
  )
}

interface SplitProps {
  kept: KeptSurvey
  question: QuestionFound
  by: string
  words: string
  children: React.ReactNode
}

function Split({ kept, question, by, words, children }: SplitProps) {
  const { search } = useResultsSearch()
  const split = useQuery(splitQuery(kept.id, search, question.name, by, kept.state === 'open'))
  const [asTable, showTable] = useState(false)
  const [ref, width] = useWidth()
  const groups = split.data?.groups ?? []
  const title = `${shortened(question.title, 70)} by ${words}`
  const table = tableOf(title, words, groups)
  return (
    <Panel
      title={<span className={classes.title}>{title}</span>}
      note={`${measured(question)}, 95 % · hollow: fewer than ${MINIMUM}`}
      tools={groups.length > 0 && <TableTools table={table} shown={asTable} onShow={showTable} />}
    >
      {children}
      <div ref={ref} className={classes.split}>
        {split.isError && <Failed trouble={troubleOf(split.error)} />}
        {split.isPending && <Shapes rows={4} height={28} label="Measuring" />}
        {split.data && groups.length === 0 && <Empty title="Nothing to split yet" />}
        {groups.length > 0 &&
          (asTable ? (
            <TableView table={table} />
          ) : isOverTime(by) && groups.length > 1 ? (
            <TimeLine
              points={groups.map((group) => pointOf(group, by, question))}
              width={width - 24}
              height={180}
              unit={question.unit}
              label={`${title}. The table has the same numbers.`}
              style={styleOf(question)}
            />
          ) : (
            <GroupList
              groups={groups.map((one) => ({ ...one, group: named(one.group, by) }))}
              question={question}
            />
          ))}
      </div>
    </Panel>
  )
}

const named = (group: string, by: string) =>
  !isOverTime(by)
    ? group.replace(/^\?$/, 'not said')
    : by === 'month'
      ? formatMonth(group)
      : formatShortDay(group)

const pointOf = ({ group, finished, score }: Group, by: string, question: QuestionFound): TimePoint => ({
  label: named(group, by),
  note: `${score ? intervalText(score, styleOf(question)) : 'too few to show'} n ${formatCount(finished ?? 0)}`,
  value: score?.value ?? null,
  low: score?.low ?? null,
  high: score?.high ?? null,
  isFaint: isSmall(finished),
})

const tableOf = (caption: string, by: string, groups: Group[]): Table => ({
  caption,
  columns: [by, 'value', 'low', 'high', 'n'],
  rows: groups.map(({ group, finished, score, is_hidden }) =>
    is_hidden
      ? [group, 'too few', null, null, null]
      : [group, score?.value ?? null, score?.low ?? null, score?.high ?? null, finished],
  ),
})
