/** What the page's HTML declares: `data-regard-touchpoint` for a part of it, `data-regard-event` for a click. */
import type { Properties } from './types'

export function touchpointOf(element: Element | null): string | undefined {
  const found = (element || document.body || document.documentElement).closest<HTMLElement>(
    '[data-regard-touchpoint]',
  )
  return found?.dataset.regardTouchpoint
}

/** Track clicks on `<button data-regard-event="Coupon Entered" data-regard-coupon-id="SPRING">`. */
export function watchDeclared(track: (event: string, properties: Properties) => void): void {
  addEventListener(
    'click',
    (event) => {
      const target = event.target as Element | null
      const found = target?.closest?.<HTMLElement>('[data-regard-event]')
      if (!found) return
      const properties: Properties = {}
      for (const [name, value] of Object.entries(found.dataset)) {
        if (name.startsWith('regard') && name !== 'regardEvent') {
          properties[
            name.slice(6).replace(/[A-Z]/g, (letter, at) => (at ? '_' : '') + letter.toLowerCase())
          ] = value
        }
      }
      track(found.dataset.regardEvent!, { touchpoint: touchpointOf(found), ...properties })
    },
    true,
  )
}
