/** Shows a component as the console would: under a router, a theme and a server that answers what the test says. */
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import { parseSearch, stringifySearch } from '~/project/search-params'

export interface Refusal {
  status: number
  title: string
  detail: string
  code: string
}

export const refusal = (changes: Partial<Refusal> = {}): Refusal => ({
  status: 503,
  title: 'The log cannot be read',
  detail: 'Its newest version is being written.',
  code: 'log-unavailable',
  ...changes,
})

export const FILTERS = {
  periods: [
    {
      key: '2026-Q3',
      label: 'Q3 2026',
      since: '2026-07-01',
      until: '2026-10-01',
      previous_label: 'Q2 2026',
      is_complete: true,
    },
  ],
  channels: [],
  touchpoints: [],
  segments: [{ key: 'trait:country=DE', label: 'Germany', group: 'country', customers: 52 }],
}

/** Answers by path; returns the addresses that were asked for. */
export function serve(answers: Record<string, unknown>): URL[] {
  const asked: URL[] = []
  const known: Record<string, unknown> = { '/api/filters': FILTERS, ...answers }
  vi.stubGlobal('fetch', async (request: Request) => {
    const url = new URL(request.url)
    asked.push(url)
    const body = known[url.pathname]
    const status = (body as Partial<Refusal> | undefined)?.code ? (body as Refusal).status : 200
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  })
  return asked
}

export function show(children: ReactNode, at = '/') {
  const router = createRouter({
    routeTree: createRootRoute({ component: () => children, notFoundComponent: () => children }),
    history: createMemoryHistory({ initialEntries: [at] }),
    parseSearch,
    stringifySearch,
  })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return router
}
