import { useElementSize } from '@mantine/hooks'
import { IntervalAxis, IntervalPlot } from '~/design/charts/interval-plot'
import { linear, roundMarks } from '~/design/charts/scale'
import { formatCount } from '~/design/numbers'
import type { Group, QuestionFound } from './results-queries'
import classes from './results.module.css'
import { intervalText, isSmall, MINIMUM, styleOf, valueText } from './results-words'

/** Groups on one axis, each with its interval; those with too few are hollow and grey. */
export function GroupList({ groups, question }: { groups: Group[]; question: QuestionFound }) {
  const { ref, width } = useElementSize<HTMLSpanElement>()
  const style = styleOf(question)
  const ends = groups.flatMap(({ score }) =>
    score?.value == null ? [] : [score.low ?? score.value, score.high ?? score.value],
  )
  const domain: [number, number] = [Math.min(...ends), Math.max(...ends)]
  const plot = Math.max(width, 80)
  const scale = linear(domain, [10, plot - 10])
  const marks = roundMarks(...domain, plot > 240 ? 4 : 2)
  return (
    <ul className={classes.groups}>
      {groups.map(({ group, finished, score, is_hidden }) => (
        <li key={group} data-small={isSmall(finished) || undefined}>
          <span>{group}</span>
          <span className={classes.share}>{score ? valueText(score, style, question.unit) : ''}</span>
          <span className={classes.plot}>
            {score?.value != null && (
              <IntervalPlot
                value={score.value}
                low={score.low ?? score.value}
                high={score.high ?? score.value}
                standing={isSmall(finished) ? 'open' : 'known'}
                good
                scale={scale}
                marks={marks}
                width={plot}
                height={28}
              />
            )}
          </span>
          <span className="note faint">
            {is_hidden
              ? 'fewer than five, not shown'
              : `${score ? intervalText(score, style) : ''} n ${formatCount(finished ?? 0)}${isSmall(finished) ? ` of the ${MINIMUM} needed` : ''}`}
          </span>
        </li>
      ))}
      <li aria-hidden>
        <span />
        <span />
        <span className={classes.plot} ref={ref}>
          {ends.length > 0 && <IntervalAxis scale={scale} marks={marks} width={plot} />}
        </span>
        <span />
      </li>
    </ul>
  )
}
