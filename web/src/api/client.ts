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

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
})
api.use(signIn)
