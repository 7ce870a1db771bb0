import { useSearch } from '@tanstack/react-router'
import { useScope } from '~/record/interactions/use-scope'
import { readValueSearch, termsOf, type Ranking, type Terms } from './queries'

/** How value is counted and how customers are ranked, from the URL, and how to change either. */
export function useTerms(): {
  terms: Terms
  by: Ranking
  /** The trait by which contracts are told apart. */
  split: string | undefined
  change: (changes: Record<string, string | undefined>) => void
} {
  const search = readValueSearch(useSearch({ strict: false }))
  const { change } = useScope()
  const by = search.by === 'slipping' ? 'slipping' : 'worth'
  return { terms: termsOf(search), by, split: search.split, change }
}
