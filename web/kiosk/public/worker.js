/** Keeps the kiosk usable with the network off: its page comes from the network or else from here, its files from here. */
/* global self, caches, fetch, URL, setTimeout */
const CACHE = 'regard-kiosk'
const PATIENCE = 3000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const { pathname, origin } = new URL(request.url)
  if (origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(newestPage(request))
  else if (/^\/static\/(kiosk|survey)\//.test(pathname)) event.respondWith(keptFile(request))
})

async function newestPage(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request, { ignoreSearch: true })
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request.url, answer.clone())
    // A source that was closed shows no questions; a server that stumbles does not take the page away.
    return answer.status >= 500 && kept ? kept : answer
  })
  if (!kept) return fresh
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE))
  return Promise.race([fresh.catch(() => kept), late])
}

async function keptFile(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
