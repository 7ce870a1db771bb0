/** The weekly digest: what is asked of the server, and what it does. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { Answered } from '~/api/shapes'

export type Digest = Answered<'/api/digest'>
export type Line = Digest['lines'][number]
export type Fix = Digest['fixes'][number]

export const digestQuery = (until: string | undefined) =>
  queryOptions({
    queryKey: ['digest', until],
    retry: false,
    queryFn: ({ signal }) =>
      answer(api.GET('/api/digest', { params: { query: { until } }, signal: patience(signal) })),
  })

export const mailDigest = (to: string[], until: string) =>
  answer(api.POST('/api/digest/mail', { body: { to, until } }))

export const documentUrl = (form: 'html' | 'pdf' | 'txt', until: string) =>
  `/api/digest/document?form=${form}&until=${until}`

/** A day so many weeks later, as YYYY-MM-DD. */
export const weeksAfter = (day: string, weeks: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + weeks * 7 * 86_400_000).toISOString().slice(0, 10)

/** Which week: the one that ended on or before this day. */
export const readDigestSearch = (search: Record<string, unknown>): { until?: string } =>
  typeof search.until === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(search.until) ? { until: search.until } : {}
