import { useQuery } from '@tanstack/react-query'
import { request } from './request.ts'
import type { NodeInfo } from './wire.ts'

/** Everything the workspace can do, with the schemas of its inputs. They change with the program only. */
export function useNodes() {
  return useQuery({
    queryKey: ['nodes'],
    queryFn: ({ signal }) => request<{ items: readonly NodeInfo[] }>('nodes', { signal }),
    select: ({ items }) => items,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
