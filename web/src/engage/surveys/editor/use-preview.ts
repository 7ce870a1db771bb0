import { useDebouncedValue } from '@mantine/hooks'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Definition } from '../definition/definition'

/** What the page in the frame is told, and what it answers: it is the respondents' own, and keeps nothing. */
interface Shown {
  type: 'show'
  definition: Definition
  page: string | undefined
  /** Forget what was answered in it. */
  fresh: boolean
}
type Told = { type: 'ready' } | { type: 'shown' } | { type: 'failed'; says: string }

const isTold = (thing: unknown): thing is Told =>
  typeof thing === 'object' && thing !== null && 'type' in thing

const MOMENT = 250

/** Keeps the frame at what is built, a moment after it was changed. */
export function usePreview(survey: Definition, page: number | undefined) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [isReady, ready] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const [definition] = useDebouncedValue(survey, MOMENT)
  const name = page === undefined ? undefined : definition.pages[page]?.name
  const tell = useCallback(
    (fresh: boolean) => {
      const shown: Shown = { type: 'show', definition, page: name, fresh }
      frame.current?.contentWindow?.postMessage(shown, window.location.origin)
    },
    [definition, name],
  )
  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent<unknown>) => {
      if (source !== frame.current?.contentWindow || origin !== window.location.origin || !isTold(data))
        return
      if (data.type === 'ready') ready(true)
      else setWrong(data.type === 'failed' ? data.says : undefined)
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [])
  useEffect(() => {
    if (isReady) tell(false)
  }, [isReady, tell])
  return { frame, wrong, again: () => tell(true) }
}
