/** What the page of journeys shows. All of it lives in the URL, so that a view can be sent to somebody. */
import { useNavigate, useSearch } from '@tanstack/react-router'
import { readScope, readTexts, type Scope } from '~/record/interactions/scope'

export const VIEWS = [
  ['funnel', 'Funnel'],
  ['paths', 'Paths'],
  ['retention', 'Retention'],
  ['goal', 'Goals'],
  ['sessions', 'Sessions'],
  ['credits', 'Attribution'],
] as const
export type View = (typeof VIEWS)[number][0]

const KEYS = [
  'view',
  'steps',
  'window',
  'order',
  'by',
  'over',
  'anchor',
  'direction',
  'length',
  'grain',
  'style',
  'behind',
  'start',
  'goal',
  'gap',
  'lookback',
  'credited',
] as const
type Key = (typeof KEYS)[number]

export type JourneysSearch = Scope & Partial<Record<Key, string>>

export const readJourneysSearch = (search: Record<string, unknown>): JourneysSearch => ({
  ...readScope(search),
  ...readTexts(search, KEYS),
})

export const BETWEEN = ' > '

export const viewOf = ({ view }: JourneysSearch): View => VIEWS.find(([key]) => key === view)?.[0] ?? 'funnel'

/** What is chosen, and how to choose otherwise; another question has other customers behind its numbers. */
export function useJourneysSearch() {
  const search = readJourneysSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const change = (changes: Partial<Record<Key, string | undefined>>) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, behind: undefined, ...changes }),
    })
  return { search, change }
}

/** The usual way to an order, of what occurs; where none of it does, the two most frequent kinds. */
export function defaultSteps(kinds: string[]): string[] {
  const usual = ['Product Viewed', 'Product Added', 'Checkout Started', 'Order Completed']
  const found = usual.filter((kind) => kinds.includes(kind))
  return found.length > 1 ? found : kinds.slice(0, 2)
}

export const stepsOf = (search: JourneysSearch, kinds: string[]): string[] =>
  search.steps ? search.steps.split(BETWEEN) : defaultSteps(kinds)
