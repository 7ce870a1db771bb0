import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'

/** Something the server does; what was known under `queryKey` is asked anew afterwards. */
export function useChange<Given, Body>(queryKey: QueryKey, change: (given: Given) => Promise<Body>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey }),
  })
}
