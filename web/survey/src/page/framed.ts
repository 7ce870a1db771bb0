/** The page within a frame of another site: tells the script there how high it is, and when somebody wants it gone. */

export const isFramed = window.parent !== window

/** From now on tell; what is told holds nothing that was answered. */
export function tellFrame(): void {
  if (!isFramed) return
  document.documentElement.classList.add('framed')
  const tell = (told: object) => window.parent.postMessage(told, '*')
  const measure = () => tell({ regard: 'size', height: document.body.offsetHeight })
  new ResizeObserver(measure).observe(document.body)
  addEventListener('keydown', (event) => event.key === 'Escape' && tell({ regard: 'close' }))
  tell({ regard: 'ready' })
}
