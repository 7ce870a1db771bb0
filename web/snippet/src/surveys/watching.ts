/** The moment a widget waits for on this page. Says how to stop waiting. */
import type { Widget } from './types'

export function watch({ moment, amount }: Widget, show: () => void): () => void {
  if (moment === 'time') {
    const timer = setTimeout(show, amount * 1_000)
    return () => clearTimeout(timer)
  }
  if (moment === 'scroll') {
    const look = () => {
      const { scrollTop, scrollHeight } = document.documentElement
      if (((scrollTop + innerHeight) / scrollHeight) * 100 >= amount) show()
    }
    addEventListener('scroll', look, { passive: true })
    return () => removeEventListener('scroll', look)
  }
  if (moment === 'exit') {
    const look = (event: MouseEvent) => !event.relatedTarget && event.clientY <= 0 && show()
    document.addEventListener('mouseout', look)
    return () => document.removeEventListener('mouseout', look)
  }
  return () => {} // an event: `main` hears of it
}
