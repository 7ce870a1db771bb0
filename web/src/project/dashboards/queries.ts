/** Dashboards: what is asked of the server, and what it does. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'

export type Dashboard = Answered<'/api/dashboards/{dashboard_id}'>
export type NewDashboard = components['schemas']['NewDashboard']
export type Arrangement = components['schemas']['Arrangement']

export const dashboardsQuery = queryOptions({
  queryKey: ['dashboards'],
  queryFn: ({ signal }) => answer(api.GET('/api/dashboards', { signal: patience(signal) })),
})

export const dashboardQuery = (id: number) =>
  queryOptions({
    queryKey: ['dashboards', id],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/dashboards/{dashboard_id}', {
          params: { path: { dashboard_id: id } },
          signal: patience(signal),
        }),
      ),
  })

export const createDashboard = (body: NewDashboard) => answer(api.POST('/api/dashboards', { body }))

export const arrangeDashboard = (id: number, body: Arrangement) =>
  answer(api.PUT('/api/dashboards/{dashboard_id}', { params: { path: { dashboard_id: id } }, body }))

export const deleteDashboard = (id: number) =>
  answer(api.DELETE('/api/dashboards/{dashboard_id}', { params: { path: { dashboard_id: id } } }))
