import { createRoute, createRouter } from '@tanstack/react-router'
import { readFixFirstSearch } from '~/decide/fix_first/queries'
import { decideRoutes } from './decide-routes'
import { engageRoutes } from './engage-routes'
import { PageFailed } from './not-found'
import { dashboardRoutes } from './dashboards/routes'
import { Overview } from './overview'
import { parseSearch, stringifySearch } from './search-params'
import { recordRoutes } from './record-routes'
import { root } from './root-route'
import { understandRoutes } from './understand-routes'

const overview = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readFixFirstSearch,
  component: Overview,
})

export const router = createRouter({
  routeTree: root.addChildren([
    overview,
    ...dashboardRoutes,
    ...recordRoutes,
    ...understandRoutes,
    ...decideRoutes,
    ...engageRoutes,
  ]),
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultErrorComponent: PageFailed,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
