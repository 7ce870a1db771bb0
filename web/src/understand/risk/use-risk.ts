import { useSearch } from '@tanstack/react-router'
import { useScope } from '~/record/interactions/use-scope'
import { readName, type RiskName, type Which } from './queries'

/** Which risk of which customers, from the URL. Of the scope only the segment counts: scores are of one day. */
export function useRisk(): {
  which: Which | undefined
  change: (name: RiskName) => void
} {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const { query, change } = useScope()
  return {
    which: query && { name: readName(search.risk), segment: query.segment },
    change: (name) => change({ risk: name }),
  }
}
