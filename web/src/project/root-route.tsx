import { createRootRoute } from '@tanstack/react-router'
import { NotFound, PageFailed } from './not-found'
import { Shell } from './shell'

/** What every page stands in. */
export const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  errorComponent: PageFailed,
})
