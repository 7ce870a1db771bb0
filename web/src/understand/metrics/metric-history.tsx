import { Popover } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { knownPoints, Sparkline } from '~/design/charts/sparkline'
import { Shapes } from '~/design/states'
import classes from './metric-tiles.module.css'
import type { MetricCard } from './queries'

const HistoryChart = lazy(() => import('./history-chart'))

/** Periods with too little to go by leave a gap: their wide bands would flatten all the others. */
const points = ({ series, minimum_n: least }: MetricCard) =>
  series.map(({ value, low, high, n }) =>
    n < least ? { value: null, low: null, high: null } : { value, low, high },
  )

/** The sparkline, and behind it the chart it stands for. */
export function MetricHistory({ card }: { card: MetricCard }) {
  const sparks = points(card)
  if (knownPoints(sparks).length < 2) return null
  return (
    <Popover width={380} position="bottom-start" withinPortal={false} trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.history}
          aria-label={`${card.label} over ${card.series.length} periods`}
        >
          <Sparkline points={sparks} />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <Suspense fallback={<Shapes rows={3} height={40} />}>
          <HistoryChart card={card} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
