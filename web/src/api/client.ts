import createClient, { type Middleware } from 'openapi-fetch'
import type { paths } from './schema'

/** Nobody is signed in: the server's own sign-in page takes over and leads back here. */
const signIn: Middleware = {
  onResponse({ response }) {
    if (response.status !== 401) return
    const here = window.location.pathname + window.location.search
    window.location.assign(`/accounts/login/?next=${encodeURIComponent(here)}`)
  },
}

/** What changes something carries the session's token, so that no other site can make the browser do it. */
const againstForgery: Middleware = {
  async onRequest({ request }) {
    if (request.method === 'GET') return
    const session = await globalThis.fetch(new Request(new URL('/api/session', request.url)))
    const { csrf_token } = (await session.json()) as { csrf_token: string }
    request.headers.set('X-CSRFToken', csrf_token)
    return request
  },
}

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
})
api.use(signIn)
api.use(againstForgery)
