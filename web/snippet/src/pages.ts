/** Page views, of single-page apps too: a new path (or hash, when asked) is a new page; new query parameters are not. */
import { cameFrom } from './context'
import type { Options } from './types'

export function watchPages(mode: Options['pages'], view: () => void): void {
  const placeNow = () => location.pathname + (mode === 'hash' ? location.hash : '')
  let place = placeNow()
  let address = location.href

  const look = () => {
    const before = address
    address = location.href
    if (placeNow() === place) return
    place = placeNow()
    cameFrom(before)
    view()
  }
  const lookSoon = () => setTimeout(look) // a router sets the title after the address

  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name]
    history[name] = function (this: History, ...given) {
      original.apply(this, given)
      lookSoon()
    }
  }
  addEventListener('popstate', lookSoon)
  addEventListener('hashchange', lookSoon)
  addEventListener('pageshow', (event) => {
    if (event.persisted) view() // back from where the browser keeps pages
  })
}
