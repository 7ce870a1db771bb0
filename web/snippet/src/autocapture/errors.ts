/** Error clicks: a script of the page failed within a second of a click. One is told for each click. */
import { ACTIVE, describe, masked } from './labels'
import type { Send } from './main'

const WITHIN = 1_000

export function watchErrors(send: Send, excuse: () => void): (event: MouseEvent, target: Element) => void {
  let clicked: Element | undefined
  let at = 0

  const fail = (type: string, text: string) => {
    if (!clicked || performance.now() - at > WITHIN) return
    send(
      'Error Clicked',
      { ...describe(clicked.closest(ACTIVE) || clicked), error_type: type, error_message: masked(text) },
      clicked,
    )
    clicked = undefined
    excuse()
  }
  addEventListener('error', (event) => {
    if (/^(chrome|moz|safari\S*)-extension:/.test(event.filename)) return
    fail((event.error as Error | null)?.name || 'Error', event.message || '')
  })
  addEventListener('unhandledrejection', (event) => {
    const reason = event.reason as Error | undefined
    fail(reason?.name || 'Rejection', reason?.message || '')
  })

  return (event, target) => {
    clicked = target
    at = event.timeStamp
  }
}
