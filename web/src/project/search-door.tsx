import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useRouterState } from '@tanstack/react-router'
import { createContext, use, useEffect, type ReactNode } from 'react'

interface Door {
  opened: boolean
  open: () => void
  close: () => void
}

const SearchContext = createContext<Door>({ opened: false, open: () => undefined, close: () => undefined })

/** Whether the search is open: by its box in the bar, by ⌘K or Ctrl-K, or by "/". */
export function SearchDoor({ children }: { children: ReactNode }) {
  const [opened, { open, close }] = useDisclosure()
  useHotkeys([
    ['mod+K', open],
    ['/', open],
  ])
  const address = useRouterState({ select: (state) => state.location.href })
  useEffect(close, [address, close])
  return <SearchContext value={{ opened, open, close }}>{children}</SearchContext>
}

export const useSearchDoor = () => use(SearchContext)
