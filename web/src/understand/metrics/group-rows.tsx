import { useElementSize } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { IntervalAxis, IntervalPlot } from '~/design/charts/interval-plot'
import { linear, roundMarks } from '~/design/charts/scale'
import { formatCount, formatNumber } from '~/design/numbers'
import type { Scope } from '~/record/interactions/scope'
import { useScope } from '~/record/interactions/use-scope'
import { chanceText, dimensionName, intervalText, styleOf } from './metric-words'
import classes from './metrics.module.css'
import type { Metric, Standing } from './metrics-queries'
import type { AskedMetric } from './metrics-search'
import { courseOf, isGood } from './wording'

/** Groups on one axis, each with its interval and how it stands beside all others. */
export function GroupRows({ metric, asked, rows }: { metric: Metric; asked: AskedMetric; rows: Standing[] }) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const shown = rows.filter((row) => !row.is_small)
  const ends = (shown.length > 0 ? shown : rows).flatMap(({ value, low, high }) => [
    low ?? value ?? 0,
    high ?? value ?? 0,
  ])
  const domain: [number, number] = [Math.min(...ends), Math.max(...ends)]
  const plot = Math.max(width, 80)
  const scale = linear(domain, [10, plot - 10])
  const marks = roundMarks(...domain, plot > 240 ? 4 : 2)
  return (
    <ul className={classes.groups}>
      {rows.map((row) => (
        <li key={row.group} data-thin={row.is_small || undefined}>
          <GroupName asked={asked} group={row.group} />
          <span className={classes.number}>
            {row.value === null || row.value === undefined ? '–' : formatNumber(row.value, styleOf(metric))}
          </span>
          <span className={classes.plot}>
            {row.value !== null && row.value !== undefined && (
              <IntervalPlot
                value={row.value}
                low={row.low ?? row.value}
                high={row.high ?? row.value}
                standing={row.is_different ? 'known' : 'open'}
                good={row.difference ? isGood(courseOf(row.difference), metric.direction) : true}
                scale={scale}
                marks={marks}
                width={plot}
                height={28}
              />
            )}
          </span>
          <span className={classes.finding}>
            <span className="note soft">
              {intervalText(row, styleOf(metric))} n {formatCount(row.n)}
            </span>
            <span className="note">{findingOf(row)}</span>
          </span>
        </li>
      ))}
      <li className={classes.axis} aria-hidden>
        <span />
        <span />
        <span className={classes.plot} ref={ref}>
          <IntervalAxis scale={scale} marks={marks} width={plot} />
        </span>
        <span />
      </li>
    </ul>
  )
}

function findingOf(row: Standing): string {
  if (row.is_small) return 'too few to compare'
  if (!row.difference || row.adjusted_p === null || row.adjusted_p === undefined) return ''
  const word = row.is_different ? `${row.difference.word} than all others` : 'no clear difference'
  return `${word}, ${chanceText(row.adjusted_p)}`
}

const PLACES: Record<string, keyof Scope> = { channel: 'channel', stage: 'stage', touchpoint: 'touchpoint' }

/** The way down: to the interactions of that group, where they can be filtered by it. */
function GroupName({ asked, group }: { asked: AskedMetric; group: string }) {
  const { scope } = useScope()
  const key = PLACES[asked.by] ?? (asked.by === 'kind' || asked.by === 'source' ? asked.by : undefined)
  const segment = asked.by.startsWith('trait.') ? `trait:${dimensionName(asked.by)}=${group}` : undefined
  if (group === 'unknown' || group.includes(' · ') || (!key && !segment))
    return <span className={classes.name}>{group}</span>
  const more = segment ? { segment } : { [key as string]: group }
  return (
    <Link to="/interactions" search={{ ...scope, ...more, metric: asked.metric }} className={classes.name}>
      {group}
    </Link>
  )
}
