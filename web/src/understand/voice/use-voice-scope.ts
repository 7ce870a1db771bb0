import { useSearch } from '@tanstack/react-router'
import { useScope, type CurrentScope } from '~/record/interactions/use-scope'
import { readVoiceSearch } from './queries'

/** The scope in the URL with whose voice is asked for: customers', unless the URL says public. */
export function useVoiceScope(): CurrentScope & { isPublic: boolean } {
  const found = useScope()
  const isPublic = readVoiceSearch(useSearch({ strict: false })).voices === 'public'
  const query = found.query && isPublic ? { ...found.query, voices: 'public' as const } : found.query
  return { ...found, query, isPublic }
}
