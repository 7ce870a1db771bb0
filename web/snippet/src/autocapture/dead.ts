/**
 * Dead: something that looks as if it could be pressed was, and for a second nothing came of it: no change of the page,
 * no request, no navigation, no scrolling, no selection.
 */
import { ACTIVE, describe } from './labels'
import type { Send } from './main'

const WITHIN = 1_000
// Their effect lies outside of the page, or shows without changing it.
const ELSEWHERE =
  'a[target],a[download],label,select,textarea,option,video,audio,canvas,iframe,object,input:not([type=button])'
const SIGNS = ['scroll', 'input', 'change', 'submit', 'toggle', 'play', 'copy', 'hashchange', 'popstate']

export interface DeadClicks {
  watch(event: MouseEvent, target: Element): void
  /** Something else was told of this click already. */
  excuse(): void
}

export function watchDead(send: Send): DeadClicks {
  let lastSign = 0
  let pressedAt = 0
  let clicks = 0
  let waiting: Element | undefined
  const sign = () => void (lastSign = performance.now())

  for (const name of SIGNS) addEventListener(name, sign, true)
  document.addEventListener('selectionchange', () => getSelection()?.isCollapsed || sign())
  for (const name of ['blur', 'pagehide', 'visibilitychange']) addEventListener(name, sign)
  addEventListener('pointerdown', (event) => void (pressedAt = event.timeStamp), true)
  new MutationObserver(sign).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  })
  noticeRequests(sign)

  return {
    excuse: sign,
    watch(event, target) {
      if (event.composedPath()[0] !== target || target.closest(ELSEWHERE) || !looksActive(target)) return
      if (waiting === target) return void clicks++
      waiting = target
      clicks = 1
      const since = Math.max(pressedAt, event.timeStamp - WITHIN)
      setTimeout(() => {
        waiting = undefined
        if (lastSign < since)
          send('Dead Clicked', { ...describe(target.closest(ACTIVE) || target), clicks }, target)
      }, WITHIN)
    },
  }
}

function looksActive(target: Element): boolean {
  const link = target.closest('a')
  if (link && !/^(https?|javascript):$/.test(link.protocol)) return false // mail, phone, apps
  return !!target.closest(ACTIVE) || getComputedStyle(target).cursor === 'pointer'
}

function noticeRequests(sign: () => void): void {
  const { fetch } = window
  window.fetch = function (this: unknown, ...given: Parameters<typeof fetch>) {
    sign()
    return fetch.apply(window, given)
  }
  const { send } = XMLHttpRequest.prototype
  XMLHttpRequest.prototype.send = function (...given) {
    sign()
    send.apply(this, given)
  }
}
