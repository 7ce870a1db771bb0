import { useQuery } from '@tanstack/react-query'
import { Loaded } from '~/api/loaded'
import { Shapes } from '~/design/states'
import { usePageTitle } from '~/design/use-page-title'
import { ScopeChips } from '~/record/interactions/scope-chips'
import { BehindPanel } from './behind-panel'
import { CreditsView } from './credits-view'
import { FunnelView } from './funnel-view'
import { GoalView } from './goal-view'
import { JourneyViews } from './journey-views'
import classes from './journeys.module.css'
import { choicesQuery } from './journeys-queries'
import { stepsOf, useJourneysSearch, viewOf } from './journeys-search'
import { PathsView } from './paths-view'
import { RetentionView } from './retention-view'
import { SessionsView } from './sessions-view'
import { TakeAlong } from './take-along'

/** What customers go through: step by step, on all their ways, and whether they come back. */
export default function JourneysPage() {
  usePageTitle('Journeys')
  const { search } = useJourneysSearch()
  const view = viewOf(search)
  const choices = useQuery(choicesQuery)
  return (
    <>
      <JourneyViews view={view} />
      <ScopeChips />
      <Loaded query={choices} shapes={<Shapes rows={6} height={36} label="Loading journeys" />}>
        {(found) => {
          const steps = stepsOf(search, found.kind)
          return (
            <div className={classes.column}>
              {view === 'funnel' && <FunnelView choices={found} steps={steps} />}
              {view === 'paths' && <PathsView choices={found} />}
              {view === 'retention' && <RetentionView />}
              {view === 'goal' && <GoalView choices={found} />}
              {view === 'sessions' && <SessionsView />}
              {view === 'credits' && <CreditsView choices={found} />}
              {search.behind && <BehindPanel steps={steps} />}
              <TakeAlong />
            </div>
          )
        }}
      </Loaded>
    </>
  )
}
