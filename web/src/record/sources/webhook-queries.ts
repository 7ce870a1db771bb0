/** What webhooks ask the server, and what they have it do. */
import { queryOptions, useMutation } from '@tanstack/react-query'
import { api } from '~/api/client'
import { answer, patience } from '~/api/problem'
import type { components } from '~/api/schema'
import type { Answered } from '~/api/shapes'
import { useChange } from '~/api/use-change'

export type Webhook = Answered<'/api/webhooks/{slug}'>
export type WebhookChange = components['schemas']['WebhookChange']
export type Signing = components['schemas']['WebhookSigning']
export type Trial = components['schemas']['WebhookTrial']
export type Outcome = components['schemas']['TrialOutcome']

const at = (slug: string) => ({ path: { slug } })

export const webhookQuery = (slug: string) =>
  queryOptions({
    queryKey: ['webhooks', slug],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/webhooks/{slug}', { params: at(slug), signal: patience(signal) })),
  })

export const useSaveWebhook = (slug: string) =>
  useChange(['webhooks', slug], (body: WebhookChange) =>
    answer(api.PUT('/api/webhooks/{slug}', { params: at(slug), body })),
  )

export const useAddSecret = (slug: string) =>
  useChange(['webhooks', slug], (text: string | undefined) =>
    answer(api.POST('/api/webhooks/{slug}/secrets', { params: at(slug), body: { text } })),
  )

export const useRevokeSecret = (slug: string) =>
  useChange(['webhooks', slug], (secret_id: number) =>
    answer(api.DELETE('/api/webhooks/{slug}/secrets/{secret_id}', { params: { path: { slug, secret_id } } })),
  )

export const useTryMapping = (slug: string) =>
  useMutation({
    mutationFn: (body: Trial) => answer(api.POST('/api/webhooks/{slug}/trial', { params: at(slug), body })),
  })
