import { Link, useRouterState } from '@tanstack/react-router'
import { readScope } from '~/record/interactions/scope'
import classes from './journeys.module.css'
import { VIEWS, type View } from './journeys-search'

/** The ways to look at journeys, and the maps. */
export function JourneyViews({ view }: { view?: View }) {
  const search = useRouterState({ select: (state) => state.location.search })
  const scope = readScope(search as Record<string, unknown>)
  return (
    <nav className={classes.views} aria-label="Views of journeys">
      {VIEWS.map(([key, name]) => (
        <Link
          key={key}
          to="/journeys"
          search={(before: Record<string, unknown>) =>
            view ? { ...before, view: key, behind: undefined } : { ...scope, view: key }
          }
          aria-current={key === view ? 'page' : undefined}
          className={classes.view}
        >
          {name}
        </Link>
      ))}
      <Link
        to="/journeys/maps"
        search={scope}
        aria-current={view ? undefined : 'page'}
        activeProps={{}}
        className={classes.view}
      >
        Maps
      </Link>
    </nav>
  )
}
