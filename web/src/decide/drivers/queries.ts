/** What this domain asks the server. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'
import { readScope, readTexts, type Scope, type ScopeQuery } from '~/record/interactions/scope'

export type Drivers = Answered<'/api/drivers'>
export type Driver = Drivers['rows'][number]
export type Outcome = Drivers['outcomes'][number]
export type Moved = Driver['moved'][number]

/** `open`: the driver that is opened. All of it lives in the URL, so that a view can be sent to somebody. */
export type DriversSearch = Scope & { open?: string }

export const readDriversSearch = (search: Record<string, unknown>): DriversSearch => ({
  ...readScope(search),
  ...readTexts(search, ['open']),
})

export const driversQuery = (scope: ScopeQuery | undefined) =>
  queryOptions({
    queryKey: ['drivers', scope],
    enabled: scope !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/drivers', { params: { query: { ...scope } }, signal: patience(signal) })),
  })
