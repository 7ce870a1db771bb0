import { useNavigate, useSearch } from '@tanstack/react-router'
import { readFixFirstSearch, type PainPoint } from './queries'

/** Which row is opened: it is in the URL, and the first one where the URL says nothing. */
export function useOpenRow(rows: PainPoint[]) {
  const { open } = readFixFirstSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const opened = open ?? rows[0]?.key
  const toggle = (key: string) => {
    const next = opened === key ? 'none' : key
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, open: next }),
      replace: true,
      resetScroll: false,
    })
  }
  return { opened, toggle }
}
