import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readDigestSearch } from '~/decide/digest/queries'
import { readImprovementsSearch } from '~/decide/improvements/queries'
import { root } from './root-route'

const digest = createRoute({
  getParentRoute: () => root,
  path: '/digest',
  validateSearch: readDigestSearch,
  component: lazyRouteComponent(() => import('~/decide/digest/digest-page')),
})

const improvements = createRoute({
  getParentRoute: () => root,
  path: '/improvements',
  validateSearch: readImprovementsSearch,
  component: lazyRouteComponent(() => import('~/decide/improvements/improvements-page')),
})

const improvement = createRoute({
  getParentRoute: () => root,
  path: '/improvements/$number',
  component: lazyRouteComponent(() => import('~/decide/improvements/improvement-page')),
})

/** The pages of what to do about it. */
export const decideRoutes = [digest, improvements, improvement] as const
