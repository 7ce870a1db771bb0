import { useNavigate } from '@tanstack/react-router'
import { TextButton } from '~/design/button'
import { dayAfter } from '~/record/interactions/scope'
import type { RejectedSearch } from './queries'

const SPANS: [days: number, name: string][] = [
  [1, 'Today'],
  [7, '7 days'],
  [30, '30 days'],
]

/** How far back to look, by the day of arrival (UTC). */
export function DaysFilter({ search }: { search: RejectedSearch }) {
  const navigate = useNavigate()
  const tomorrow = dayAfter(new Date().toISOString().slice(0, 10))
  const look = (since: string | undefined) =>
    void navigate({ to: '/rejected', search: { ...search, since, until: undefined }, replace: true })
  return (
    <>
      {SPANS.map(([days, name]) => {
        const since = dayAfter(tomorrow, -days)
        return (
          <TextButton
            small
            key={days}
            aria-pressed={search.since === since}
            onClick={() => look(search.since === since ? undefined : since)}
          >
            {name}
          </TextButton>
        )
      })}
    </>
  )
}
