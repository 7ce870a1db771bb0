/** What exists, by stage of the loop. A stage without a page yet is not listed. */
import type { IconName } from '~/design/icon'

export interface Page {
  to:
    | '/'
    | '/interactions'
    | '/dashboards'
    | '/metrics'
    | '/schedules'
    | '/journeys'
    | '/voice'
    | '/customers'
    | '/accounts'
    | '/segments'
    | '/sources'
    | '/feeds'
    | '/rejected'
    | '/privacy'
    | '/audit'
    | '/value'
    | '/drivers'
    | '/watch'
    | '/digest'
    | '/improvements'
    | '/cases'
    | '/community'
    | '/surveys'
    | '/notes'
  name: string
  icon: IconName
  isNear?: boolean // on a phone it has a tab of its own
}

/** Pages that speak of a period, channels and a segment. */
export const SCOPED: Page['to'][] = [
  '/',
  '/interactions',
  '/dashboards',
  '/metrics',
  '/journeys',
  '/voice',
  '/value',
  '/drivers',
]

/** Whether a path is such a page, or one below it. A map is drawn for the whole log. */
export const isScoped = (path: string) =>
  SCOPED.some((page) => page === path || (page !== '/' && path.startsWith(`${page}/`))) &&
  !/^\/journeys\/maps(\/[^/]+\/edit)?$/.test(path)

export interface LoopStage {
  name: string
  arc: number
  pages: Page[]
}

export const LOOP: LoopStage[] = [
  {
    name: 'Record',
    arc: 0,
    pages: [
      { to: '/interactions', name: 'Interactions', icon: 'rows', isNear: true },
      { to: '/customers', name: 'Customers', icon: 'people', isNear: true },
      { to: '/accounts', name: 'Accounts', icon: 'group' },
      { to: '/segments', name: 'Segments', icon: 'filter' },
      { to: '/sources', name: 'Sources', icon: 'inbox' },
      { to: '/feeds', name: 'Feeds', icon: 'feed' },
      { to: '/rejected', name: 'Rejected', icon: 'warning' },
      { to: '/privacy', name: 'Privacy', icon: 'person' },
      { to: '/audit', name: 'Audit', icon: 'book' },
    ],
  },
  {
    name: 'Understand',
    arc: 1,
    pages: [
      { to: '/', name: 'Overview', icon: 'curve', isNear: true },
      { to: '/dashboards', name: 'Dashboards', icon: 'grid' },
      { to: '/metrics', name: 'Metrics', icon: 'bars' },
      { to: '/journeys', name: 'Journeys', icon: 'path' },
      { to: '/voice', name: 'Voice', icon: 'bubble' },
      { to: '/value', name: 'Value & risk', icon: 'coins' },
      { to: '/drivers', name: 'Drivers', icon: 'drivers' },
      { to: '/watch', name: 'Watch', icon: 'bell' },
      { to: '/schedules', name: 'Working hours', icon: 'calendar' },
    ],
  },
  {
    name: 'Decide',
    arc: 2,
    pages: [
      { to: '/improvements', name: 'Improvements', icon: 'up' },
      { to: '/digest', name: 'Weekly digest', icon: 'envelope' },
    ],
  },
  {
    name: 'Engage',
    arc: 3,
    pages: [
      { to: '/surveys', name: 'Surveys', icon: 'clipboard' },
      { to: '/notes', name: 'Notes', icon: 'press' },
      { to: '/cases', name: 'Cases', icon: 'shield' },
      { to: '/community', name: 'Community', icon: 'bulb' },
    ],
  },
]
