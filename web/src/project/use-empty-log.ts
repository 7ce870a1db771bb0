import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { sessionQuery } from '~/record/interactions/queries'

const BEFORE = /^\/(sources|rejected)(\/|$)/

/** Whether this page would show interactions and there are none at all. Sources and rejected rows are there before. */
export function useEmptyLog(): boolean {
  const log = useQuery(sessionQuery).data?.log
  const path = useRouterState({ select: (state) => state.location.pathname })
  return log?.interactions === 0 && !BEFORE.test(path)
}
