import { FixFirstPanel } from '~/decide/fix_first/fix-first-panel'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips } from '~/record/interactions/scope-chips'
import { JourneyPanel } from '~/understand/journeys/journey-panel'
import { MetricTiles } from '~/understand/metrics/metric-tiles'

/** How good is the experience, where does it break, and what is worth repairing first? */
export function Overview() {
  usePageTitle('Overview')
  return (
    <>
      <ScopeChips />
      <JourneyPanel />
      <MetricTiles />
      <FixFirstPanel />
    </>
  )
}
