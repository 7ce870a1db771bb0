/** What a browser has and jsdom has not. Tests of components ask for jsdom in their first line. */
import { cleanup, configure } from '@testing-library/react'
import { afterEach, vi } from 'vitest'

if (typeof window !== 'undefined') {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  window.matchMedia = (query: string) =>
    ({
      matches: false,
      media: query,
      addEventListener() {},
      removeEventListener() {},
    }) as unknown as MediaQueryList
  window.scrollTo = () => undefined
  Element.prototype.scrollIntoView = () => undefined
}

/** A busy machine takes longer than the second that is waited otherwise. */
configure({ asyncUtilTimeout: 4000 })

afterEach(cleanup)
