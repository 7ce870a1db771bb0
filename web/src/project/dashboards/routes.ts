import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readFixFirstSearch } from '~/decide/fix_first/queries'
import { root } from '../root-route'

const dashboards = createRoute({
  getParentRoute: () => root,
  path: '/dashboards',
  validateSearch: readFixFirstSearch,
  component: lazyRouteComponent(() => import('./dashboards-page')),
})

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboards/$id',
  validateSearch: readFixFirstSearch,
  component: lazyRouteComponent(() => import('./dashboard-page')),
})

export const dashboardRoutes = [dashboards, dashboard] as const
