import { useNavigate, useSearch } from '@tanstack/react-router'
import { readResultsSearch, type ResultsSearch } from './results-queries'

/** What part of the results is looked at: it lives in the address, so that it can be passed on. */
export function useResultsSearch() {
  const search = readResultsSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  return {
    search,
    change: (changes: ResultsSearch) =>
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, ...changes }),
        resetScroll: false,
      }),
  }
}
