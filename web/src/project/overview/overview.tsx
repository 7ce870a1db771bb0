import { useQuery } from '@tanstack/react-query'
import { FixFirstPanel } from '~/decide/fix_first/fix-first-panel'
import { usePageTitle } from '~/design/use-page-title'
import { sessionQuery } from '~/record/interactions/queries'
import { ScopeChips } from '~/record/interactions/scope-chips'
import { JourneyPanel } from '~/understand/journeys/journey-panel'
import { MetricTiles } from '~/understand/metrics/metric-tiles'
import { EmptyLog } from './empty-log'

/** How good is the experience, where does it break, and what is worth repairing first? */
export function Overview() {
  usePageTitle('Overview')
  const log = useQuery(sessionQuery).data?.log
  if (log?.interactions === 0) return <EmptyLog />
  return (
    <>
      <ScopeChips />
      <JourneyPanel />
      <MetricTiles />
      <FixFirstPanel />
    </>
  )
}
