import type { Place } from './place'

/** What makes a tablet a kiosk: its page kept for when the network is off, its screen awake, nothing around it. */
export async function settle(place: Place, button: HTMLElement): Promise<void> {
  button.hidden = place.isPhone || !document.documentElement.requestFullscreen
  button.addEventListener('click', () => void document.documentElement.requestFullscreen())
  document.addEventListener('fullscreenchange', () => (button.hidden = !!document.fullscreenElement))
  if (!place.isPhone && navigator.wakeLock) {
    const stayAwake = () =>
      void (document.hidden || navigator.wakeLock.request('screen').catch(() => undefined))
    document.addEventListener('visibilitychange', stayAwake)
    stayAwake()
  }
  if (!navigator.serviceWorker) return
  await navigator.serviceWorker.register('/kiosk/worker.js', { scope: '/kiosk/' })
  const files = performance.getEntriesByType('resource').map((entry) => entry.name)
  const ours = files.filter((name) => /^\/static\/(kiosk|survey)\//.test(new URL(name).pathname))
  const cache = await caches.open('regard-kiosk')
  await cache.addAll([location.href, ...new Set(ours)])
  await navigator.storage?.persist?.().catch(() => false)
}
