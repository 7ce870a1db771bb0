import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TableTools, TableView } from '~/design/charts/table-view'
import { TimeLine } from '~/design/charts/time-line'
import { ChoiceField } from '~/design/field'
import { Panel } from '~/design/panel'
import { Empty, Failed, Shapes } from '~/design/states'
import { useWidth } from '~/design/use-width'
import { segmentsQuery } from '~/record/segments/queries'
import { shortened } from '../logic/sentence'
import type { KeptSurvey } from '../queries'
import { GroupList } from './group-list'
import { splitQuery, type QuestionFound, type Results } from './results-queries'
import classes from './results.module.css'
import { ANONYMOUS_SPLITS, isOverTime, measured, MINIMUM, SPLITS, styleOf } from './results-words'
import { inWords, pointOf, tableOf } from './split-words'
import { useResultsSearch } from './use-results'

/** One score over time, or by channel, language, touchpoint or another answer. */
export function SplitPanel({ kept, found }: { kept: KeptSurvey; found: Results }) {
  const { search, change } = useResultsSearch()
  const scored = found.questions.filter(({ score }) => score !== null)
  const question =
    scored.find(({ name }) => name === search.question) ?? scored.find(({ metric }) => metric) ?? scored[0]
  if (!question || (found.is_anonymous && search.where)) return null
  const offered: [string, string][] = [
    ...(found.is_anonymous ? ANONYMOUS_SPLITS : SPLITS),
    ...found.questions
      .filter(({ name, bars }) => bars.length > 0 && name !== question.name)
      .map(({ name, title }): [string, string] => [name, `Answer to: ${shortened(title)}`]),
  ]
  const by = offered.some(([key]) => key === search.by) ? search.by! : found.is_anonymous ? 'month' : 'week'
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
  const segments = useQuery({ ...segmentsQuery, enabled: by === 'segment' }).data?.rows ?? []
  const named = (group: string) => segments.find(({ slug }) => slug === group)?.name ?? inWords(group, by)
  const groups = split.data?.groups ?? []
  const title = `${shortened(question.title, 70)} by ${words}`
  const table = tableOf(title, words, groups)
  return (
    <Panel
      title={<span className={classes.title}>{title}</span>}
      note={`${measured(question)}, 95 % · hollow: fewer than ${MINIMUM}${by === 'segment' ? ' · segments as they are now' : ''}`}
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
              groups={groups.map((one) => ({ ...one, group: named(one.group) }))}
              question={question}
            />
          ))}
      </div>
    </Panel>
  )
}
