import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { createContext, useContext } from 'react'
import { filtersQuery } from './queries'
import { ALL_TIME, readScope, scopeQuery, spanOfScope, type Scope, type ScopeQuery, type Span } from './scope'

export interface CurrentScope {
  scope: Scope
  span: Span
  /** What to send along; undefined until the server has said which periods there are. */
  query: ScopeQuery | undefined
  change: (changes: Record<string, string | undefined>) => void
}

/** What a part of a page looks at instead of what the page does: a tile of a dashboard has its own channel, say. */
export const OwnSelection = createContext<Scope>({})

/** The scope in the URL, made whole with the server's periods, and how to change it. */
export function useScope(): CurrentScope {
  const scope = { ...readScope(useSearch({ strict: false })), ...useContext(OwnSelection) }
  const navigate = useNavigate()
  const filters = useQuery(filtersQuery)
  const span = filters.data ? spanOfScope(scope, filters.data.periods) : ALL_TIME
  const change = (changes: Record<string, string | undefined>) =>
    void navigate({ to: '.', search: (before: Record<string, unknown>) => ({ ...before, ...changes }) })
  return { scope, span, query: filters.data ? scopeQuery(scope, span) : undefined, change }
}
