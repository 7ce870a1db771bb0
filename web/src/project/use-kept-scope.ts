import { useSearch } from '@tanstack/react-router'
import { readScope } from '~/record/interactions/scope'
import { SCOPED, type Page } from './pages'

/** Period and filters go along from one page that has them to another. */
export function useKeptScope() {
  const scope = readScope(useSearch({ strict: false }))
  return (to: Page['to']) => {
    if (SCOPED.includes(to)) return { ...scope, stage: undefined }
    return to === '/customers' && scope.segment ? { segment: scope.segment } : {}
  }
}
