import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readMapSearch } from '~/understand/journeys/maps/maps-queries'
import { readScope } from '~/record/interactions/scope'
import { readDriversSearch } from '~/decide/drivers/queries'
import { readJourneysSearch } from '~/understand/journeys/journeys-search'
import { readVoiceSearch } from '~/understand/voice/queries'
import { readMetricsSearch } from '~/understand/metrics/metrics-search'
import { readValueSearch } from '~/understand/value/queries'
import { root } from './root-route'

const journeys = createRoute({
  getParentRoute: () => root,
  path: '/journeys',
  validateSearch: readJourneysSearch,
  component: lazyRouteComponent(() => import('~/understand/journeys/journeys-page')),
})

const maps = createRoute({
  getParentRoute: () => root,
  path: '/journeys/maps',
  validateSearch: readScope,
  component: lazyRouteComponent(() => import('~/understand/journeys/maps/maps-page')),
})

const map = createRoute({
  getParentRoute: () => root,
  path: '/journeys/maps/$slug',
  validateSearch: readMapSearch,
  component: lazyRouteComponent(() => import('~/understand/journeys/maps/map-page')),
})

const mapEditor = createRoute({
  getParentRoute: () => root,
  path: '/journeys/maps/$slug/edit',
  component: lazyRouteComponent(() => import('~/understand/journeys/maps/editor/map-editor-page')),
})

const value = createRoute({
  getParentRoute: () => root,
  path: '/value',
  validateSearch: readValueSearch,
  component: lazyRouteComponent(() => import('~/understand/value/value-page')),
})

const drivers = createRoute({
  getParentRoute: () => root,
  path: '/drivers',
  validateSearch: readDriversSearch,
  component: lazyRouteComponent(() => import('~/decide/drivers/drivers-page')),
})

const watches = createRoute({
  getParentRoute: () => root,
  path: '/watch',
  component: lazyRouteComponent(() => import('~/understand/watch/watches-page')),
})

const watch = createRoute({
  getParentRoute: () => root,
  path: '/watch/$slug',
  component: lazyRouteComponent(() => import('~/understand/watch/watch-page')),
})

const metrics = createRoute({
  getParentRoute: () => root,
  path: '/metrics',
  validateSearch: readMetricsSearch,
  component: lazyRouteComponent(() => import('~/understand/metrics/metrics-page')),
})

const schedules = createRoute({
  getParentRoute: () => root,
  path: '/schedules',
  component: lazyRouteComponent(() => import('~/understand/metrics/schedules/schedules-page')),
})

const voice = createRoute({
  getParentRoute: () => root,
  path: '/voice',
  validateSearch: readVoiceSearch,
  component: lazyRouteComponent(() => import('~/understand/voice/voice-page')),
})

/** The pages of what it means. */
export const understandRoutes = [
  metrics,
  schedules,
  voice,
  journeys,
  maps,
  map,
  mapEditor,
  value,
  drivers,
  watches,
  watch,
] as const
