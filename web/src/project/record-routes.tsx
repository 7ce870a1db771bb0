import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { readCustomerSearch, readCustomersSearch } from '~/record/customers/queries'
import { readInteractionSearch } from '~/record/interactions/queries'
import { readAuditSearch } from '~/record/privacy/queries'
import { readRejectedSearch } from '~/record/rejected/queries'
import { root } from './root-route'

const interactions = createRoute({
  getParentRoute: () => root,
  path: '/interactions',
  validateSearch: readInteractionSearch,
  component: lazyRouteComponent(() => import('~/record/interactions/interactions-page')),
})

const customers = createRoute({
  getParentRoute: () => root,
  path: '/customers',
  validateSearch: readCustomersSearch,
  component: lazyRouteComponent(() => import('~/record/customers/customers-page')),
})

const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customer_id',
  validateSearch: readCustomerSearch,
  component: lazyRouteComponent(() => import('~/record/customers/customer-page')),
})

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  component: lazyRouteComponent(() => import('~/record/accounts/accounts-page')),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$account_id',
  component: lazyRouteComponent(() => import('~/record/accounts/account-page')),
})

const segments = createRoute({
  getParentRoute: () => root,
  path: '/segments',
  component: lazyRouteComponent(() => import('~/record/segments/segments-page')),
})

const segment = createRoute({
  getParentRoute: () => root,
  path: '/segments/$slug',
  component: lazyRouteComponent(() => import('~/record/segments/segment-page')),
})

const sources = createRoute({
  getParentRoute: () => root,
  path: '/sources',
  component: lazyRouteComponent(() => import('~/record/sources/sources-page')),
})

const source = createRoute({
  getParentRoute: () => root,
  path: '/sources/$slug',
  component: lazyRouteComponent(() => import('~/record/sources/source-page')),
})

const feeds = createRoute({
  getParentRoute: () => root,
  path: '/feeds',
  component: lazyRouteComponent(() => import('~/record/feeds/feeds-page')),
})

const rejected = createRoute({
  getParentRoute: () => root,
  path: '/rejected',
  validateSearch: readRejectedSearch,
  component: lazyRouteComponent(() => import('~/record/rejected/rejected-page')),
})

const privacy = createRoute({
  getParentRoute: () => root,
  path: '/privacy',
  component: lazyRouteComponent(() => import('~/record/privacy/privacy-page')),
})

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('~/record/privacy/audit-page')),
})

/** Where rejected rows were before they had an address of their own. */
const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  beforeLoad: () => {
    throw redirect({ to: '/rejected' })
  },
})

const identity = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customer_id/identity',
  component: lazyRouteComponent(() => import('~/record/customers/identity-page')),
})

const proposals = createRoute({
  getParentRoute: () => root,
  path: '/proposals',
  component: lazyRouteComponent(() => import('~/record/customers/proposals-page')),
})

/** The pages of what was recorded. */
export const recordRoutes = [
  interactions,
  customers,
  customer,
  identity,
  proposals,
  accounts,
  account,
  segments,
  segment,
  sources,
  feeds,
  source,
  rejected,
  privacy,
  audit,
  imports,
] as const
