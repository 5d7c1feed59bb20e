import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error.ts'

/** The cache of everything the server said. Events say what of it is stale; until then it holds. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        // The server is on this machine or beside it: waiting for navigator.onLine would be wrong.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && isWorthRetrying(error),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** Answers that say what is wrong with the question stay the same; no answer and server faults may pass. */
export function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof ApiError) || (error.status >= 500 && error.status !== 507)
}
