import { useQuery } from '@tanstack/react-query'
import { Failed } from '~/design/states'
import { troubleOf } from '~/api/problem'
import { useScope } from '~/record/interactions/use-scope'
import { MetricTile } from './metric-tile'
import classes from './metric-tiles.module.css'
import { scorecardQuery, type MetricCard } from './queries'

export function MetricTiles() {
  const { query } = useScope()
  const scorecard = useQuery(scorecardQuery(query))
  if (scorecard.isError) {
    return (
      <section className={classes.failed} aria-label="Metrics">
        <Failed trouble={troubleOf(scorecard.error)} retry={() => void scorecard.refetch()} />
      </section>
    )
  }
  return (
    <section
      className={[classes.tiles, scorecard.isPlaceholderData && 'stale'].filter(Boolean).join(' ')}
      aria-label="Metrics"
      aria-busy={scorecard.isFetching || undefined}
      tabIndex={-1}
    >
      {scorecard.data ? (
        measuredFirst(scorecard.data.metrics).map((card) => <MetricTile key={card.metric} card={card} />)
      ) : (
        <Waiting />
      )}
    </section>
  )
}

/** What nothing is known of stands last, in its own order. */
const measuredFirst = (cards: MetricCard[]) => [
  ...cards.filter(({ n }) => n > 0),
  ...cards.filter(({ n }) => n === 0),
]

function Waiting() {
  return Array.from({ length: 6 }, (_, tile) => (
    <div key={tile} className={classes.tile}>
      <div className={classes.waiting}>
        <span />
        <span />
        <span />
        <span />
      </div>
    </div>
  ))
}
