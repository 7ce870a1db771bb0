/** Schedules and promises: what is asked of the server, what it does, and what holds today. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'
import type { OpeningHours } from './hours-words'

export type Schedule = Answered<'/api/schedules'>['rows'][number]
export type Noted = Schedule['hours'][number]
export type Target = Answered<'/api/targets'>['rows'][number]
export type NewTarget = components['schemas']['TargetIn']

export const schedulesQuery = queryOptions({
  queryKey: ['schedules'],
  queryFn: ({ signal }) => answer(api.GET('/api/schedules', { signal: patience(signal) })),
})

export const targetsQuery = queryOptions({
  queryKey: ['targets'],
  queryFn: ({ signal }) => answer(api.GET('/api/targets', { signal: patience(signal) })),
})

export const createSchedule = (name: string, hours: OpeningHours) =>
  answer(api.POST('/api/schedules', { body: { name, hours } }))

export const changeHours = (slug: string, hours: OpeningHours) =>
  answer(api.POST('/api/schedules/{slug}/hours', { params: { path: { slug } }, body: hours }))

export const makeDefault = (slug: string) =>
  answer(api.PATCH('/api/schedules/{slug}', { params: { path: { slug } }, body: { is_default: true } }))

export const deleteSchedule = (slug: string) =>
  answer(api.DELETE('/api/schedules/{slug}', { params: { path: { slug } } }))

export const setTarget = (body: NewTarget) => answer(api.POST('/api/targets', { body }))

/** One of the above at a time. Figures in business time change with it, so everything is asked anew. */
export const useTermsChange = () => useChange([], (work: () => Promise<unknown>) => work())

export const hoursOf = (noted: Noted) => noted.hours as unknown as OpeningHours

/** The hours that hold on a day: of those that hold by then the newest, and of two from the same day the later noted. */
export function inForce(schedule: Schedule, today: string): Noted | undefined {
  const newest = new Map(schedule.hours.map((noted) => [noted.valid_from ?? '', noted]))
  const held = [...newest.keys()].filter((from) => from <= today).sort()
  return newest.get(held.at(-1) ?? '') ?? schedule.hours[0]
}

/** What is promised: of several notes for the same tickets from the same day, the last. */
export function promised(targets: Target[]): Target[] {
  const newest = new Map(
    targets.map((one) => [`${one.measure} ${one.priority} ${one.valid_from ?? ''}`, one]),
  )
  return [...newest.values()].filter(({ minutes, valid_from }) => minutes !== null || valid_from !== null)
}
