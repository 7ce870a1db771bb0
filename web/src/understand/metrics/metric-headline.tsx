import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Loaded } from '~/api/loaded'
import { Change } from '~/design/change'
import { CopyButton } from '~/design/copy-block'
import { formatCount, formatInterval, formatNumber } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Shapes, TooLittle } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { asPython, chanceText, formatValue, hasInterval, intervalText, styleOf } from './metric-words'
import classes from './metrics.module.css'
import { changeQuery, estimatesQuery, type Compared, type Estimate, type Metric } from './metrics-queries'
import type { AskedMetric } from './metrics-search'
import { courseOf, formatChange, isGood } from './wording'

interface HeadlineProps {
  metric: Metric
  asked: AskedMetric
  against: string | undefined
}

/** The figure as a whole: value, interval, n, change, and why it changed. */
export function MetricHeadline({ metric, asked, against }: HeadlineProps) {
  const { scope, span, query } = useScope()
  const whole = useQuery(estimatesQuery(query, asked, undefined))
  const change = useQuery(changeQuery(query, asked, against))
  return (
    <Panel
      level={1}
      title={`${metric.label}, ${span.label}`}
      note={metric.description}
      tools={
        <>
          <CopyButton text={asPython(asked, query)} name="Copy as Python" />
          <Link to="/interactions" search={{ ...scope, metric: metric.metric }} className={classes.behind}>
            The interactions behind it
          </Link>
        </>
      }
    >
      <Loaded query={whole} shapes={<Shapes rows={2} height={28} label="Measuring" />}>
        {(rows) => (
          <div className={classes.figures}>
            {rows.map((row) => (
              <Figure key={row.group} row={row} metric={metric} />
            ))}
            {change.data && <ChangeOf found={change.data} metric={metric} against={against} />}
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

export function Figure({ row, metric }: { row: Estimate; metric: Metric }) {
  const style = styleOf(metric)
  return (
    <div className={classes.figure} data-thin={row.is_small || undefined}>
      {row.group !== 'all' && <p className="note soft">{row.group}</p>}
      <p className={classes.value}>
        {row.value === null || row.value === undefined ? 'no value' : formatValue(row.value, row.unit, style)}
      </p>
      <p className="note faint">
        {intervalText(row, style)} {hasInterval(row) && '· '}n {formatCount(row.n)}
        {row.variant && ` · ${row.variant} scale`}
      </p>
      {row.is_small && <TooLittle has={row.n} needs={metric.minimum_n} />}
    </div>
  )
}

export function ChangeOf({
  found,
  metric,
  against,
}: {
  found: Compared
  metric: Metric
  against: string | undefined
}) {
  const style = styleOf(metric)
  if (!found.change)
    return (
      <p className="note faint">Nothing to compare with {against === 'year' ? 'a year before' : 'before'}</p>
    )
  const course = courseOf(found.change)
  const parts: [string, { value: number; low?: number | null; high?: number | null }][] = found.people
    ? [
        [`The same ${formatCount(found.people.customers)} people feel different`, found.people.same],
        ['Different people', found.people.different],
      ]
    : []
  if (found.split) parts.push(['Within the groups', found.split.within], ['Who answered', found.split.mix])
  return (
    <div className={classes.figure}>
      <Change word={found.change.word} course={course} good={isGood(course, metric.direction)} />
      <p className={classes.change}>{formatChange(found.change, style)}</p>
      <p className="note faint">
        from {found.before.value === null ? '–' : formatNumber(found.before.value ?? 0, style)}, n{' '}
        {formatCount(found.before.n)} · {chanceText(found.change.p)}
      </p>
      {parts.length > 0 && (
        <dl className={classes.parts}>
          {parts.map(([name, part]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {formatNumber(part.value, { ...style, digits: 1, signed: true })}{' '}
                {hasInterval(part) && (
                  <span className="faint">
                    {formatInterval(part.low, part.high, { digits: 1, signed: true })}
                  </span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
