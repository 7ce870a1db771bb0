import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from './root-route'

const surveys = createRoute({
  getParentRoute: () => root,
  path: '/surveys',
  component: lazyRouteComponent(() => import('~/engage/surveys/surveys-page')),
})

const editor = createRoute({
  getParentRoute: () => root,
  path: '/surveys/$id/edit',
  component: lazyRouteComponent(() => import('~/engage/surveys/editor/editor-page')),
})

/** The pages of doing something about it, and hearing back. */
export const engageRoutes = [surveys, editor] as const
