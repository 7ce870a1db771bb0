import { useSearch } from '@tanstack/react-router'
import { readScope } from '~/record/interactions/scope'
import type { Page } from './pages'

/** Period and filters go along from one page that has them to another. */
export function useKeptScope() {
  const scope = readScope(useSearch({ strict: false }))
  return (to: Page['to']) => {
    if (to === '/' || to === '/interactions' || to === '/journeys') return { ...scope, stage: undefined }
    if (to === '/' || to === '/interactions' || to === '/value') return { ...scope, stage: undefined }
    return to === '/customers' && scope.segment ? { segment: scope.segment } : {}
  }
}
