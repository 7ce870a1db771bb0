import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readCasesSearch } from '~/engage/cases/queries'
import { readNotesSearch } from '~/engage/notes/queries'
import { readCommunitySearch } from '~/engage/community/queries'
import { readCustomerSearch } from '~/record/customers/queries'
import { readResultsSearch } from '~/engage/surveys/results/results-queries'
import { root } from './root-route'

const surveys = createRoute({
  getParentRoute: () => root,
  path: '/surveys',
  component: lazyRouteComponent(() => import('~/engage/surveys/surveys-page')),
})

const results = createRoute({
  getParentRoute: () => root,
  path: '/surveys/$id',
  validateSearch: readResultsSearch,
  component: lazyRouteComponent(() => import('~/engage/surveys/results/results-page')),
})

const share = createRoute({
  getParentRoute: () => root,
  path: '/surveys/$id/share',
  component: lazyRouteComponent(() => import('~/engage/surveys/share/share-page')),
})

const editor = createRoute({
  getParentRoute: () => root,
  path: '/surveys/$id/edit',
  component: lazyRouteComponent(() => import('~/engage/surveys/editor/editor-page')),
})

const notes = createRoute({
  getParentRoute: () => root,
  path: '/notes',
  validateSearch: readNotesSearch,
  component: lazyRouteComponent(() => import('~/engage/notes/notes-page')),
})

const cases = createRoute({
  getParentRoute: () => root,
  path: '/cases',
  validateSearch: readCasesSearch,
  component: lazyRouteComponent(() => import('~/engage/cases/cases-page')),
})

const oneCase = createRoute({
  getParentRoute: () => root,
  path: '/cases/$number',
  validateSearch: readCustomerSearch,
  component: lazyRouteComponent(() => import('~/engage/cases/case-page')),
})

const community = createRoute({
  getParentRoute: () => root,
  path: '/community',
  validateSearch: readCommunitySearch,
  component: lazyRouteComponent(() => import('~/engage/community/community-page')),
})

const idea = createRoute({
  getParentRoute: () => root,
  path: '/community/$number',
  component: lazyRouteComponent(() => import('~/engage/community/idea-page')),
})

/** The pages of doing something about it, and hearing back. */
export const engageRoutes = [cases, oneCase, community, idea, surveys, results, editor, share, notes] as const
