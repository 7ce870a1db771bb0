import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readDigestSearch } from '~/decide/digest/queries'
import { root } from './root-route'

const digest = createRoute({
  getParentRoute: () => root,
  path: '/digest',
  validateSearch: readDigestSearch,
  component: lazyRouteComponent(() => import('~/decide/digest/digest-page')),
})

/** The pages of what to do about it. */
export const decideRoutes = [digest] as const
