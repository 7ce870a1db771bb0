import { useCallback, useState } from 'react'

/** How wide an element is; give the first to its `ref`. */
export function useWidth(start = 600): [(element: HTMLElement | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(start)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    const measure = () => setWidth(Math.max(Math.floor(element.clientWidth), 200))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
