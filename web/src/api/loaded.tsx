import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Failed } from '~/design/states'
import { troubleOf } from './problem'

interface LoadedProps<Body> {
  query: UseQueryResult<Body>
  shapes: ReactNode
  children: (body: Body) => ReactNode
}

/** The three faces of a question to the server: still asking, no answer, answered (dimmed while asking again). */
export function Loaded<Body>({ query, shapes, children }: LoadedProps<Body>) {
  if (query.isError) return <Failed trouble={troubleOf(query.error)} retry={() => void query.refetch()} />
  if (query.data === undefined) return shapes
  return (
    <div
      className={query.isPlaceholderData ? 'stale' : undefined}
      aria-busy={query.isPlaceholderData || undefined}
    >
      {children(query.data)}
    </div>
  )
}
