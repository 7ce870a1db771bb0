import { Link } from '@tanstack/react-router'
import { Change } from '~/design/change'
import { formatCount, formatNumber } from '~/design/numbers'
import { TooLittle } from '~/design/states'
import { useScope } from '~/record/interactions/use-scope'
import { MetricHistory } from './metric-history'
import classes from './metric-tiles.module.css'
import type { MetricCard } from './queries'
import { courseOf, formatChange, formatMetricInterval, hasEnough, isGood, metricStyle } from './wording'

/** One metric: value, interval, n, change against the period before, and how it went over eight periods. */
export function MetricTile({ card }: { card: MetricCard }) {
  const { scope } = useScope()
  const enough = hasEnough(card)
  return (
    <article className={classes.tile} data-thin={!enough || undefined}>
      <h2 className={classes.name} title={card.description}>
        <Link className="quiet" to="/interactions" search={{ ...scope, metric: card.metric }}>
          {card.label}
        </Link>
      </h2>
      <MetricHistory card={card} />
      {card.value === null || card.value === undefined ? (
        <p className={classes.none}>no value</p>
      ) : (
        <p className={classes.value}>
          {formatNumber(card.value, metricStyle(card))}
          {card.unit === '%' && <small>%</small>}
        </p>
      )}
      <p className="note faint one-line">
        {formatMetricInterval(card)} {card.value !== null && '· '}n {formatCount(card.n)}
      </p>
      <TileChange card={card} enough={enough} />
    </article>
  )
}

function TileChange({ card, enough }: { card: MetricCard; enough: boolean }) {
  const { span } = useScope()
  if (!enough) return <TooLittle has={card.n} needs={card.minimum_n} />
  if (!card.change) return <span className="note faint">nothing to compare with</span>
  const course = courseOf(card.change)
  return (
    <>
      <Change word={card.change.word} course={course} good={isGood(course, card.direction)} />
      <p className="note soft one-line" title={span.previous && `Against ${span.previous}`}>
        {formatChange(card.change, metricStyle(card))}
      </p>
    </>
  )
}
