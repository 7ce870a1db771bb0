import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { Problem } from '~/api/problem'
import { cssVariables, theme } from '~/design/theme'
import { router } from './router'

/** A refusal is final; only what may pass by itself is asked for once more. */
const mayPass = (failures: number, error: Error) =>
  failures < 1 && error instanceof Problem && error.status === 0

const queries = new QueryClient({
  defaultOptions: { queries: { retry: mayPass, refetchOnWindowFocus: false, staleTime: 30_000 } },
})

const scheme = localStorageColorSchemeManager({ key: 'regard.scheme' })

export function Console() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
