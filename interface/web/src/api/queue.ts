import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'
import { usePolling } from './use-connection.ts'
import type { Queue } from './wire.ts'

export function getQueue(signal?: AbortSignal): Promise<Queue> {
  return request('queue', { signal })
}

export function changeQueue(action: 'pause' | 'resume' | 'clear'): Promise<Queue> {
  return request(`queue/${action}`, { method: 'POST' })
}

export function useQueue() {
  return useQuery({
    queryKey: ['queue'],
    queryFn: ({ signal }) => getQueue(signal),
    refetchInterval: usePolling(),
  })
}

export function useChangeQueue() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: changeQueue,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['queue'] }),
        client.invalidateQueries({ queryKey: ['jobs'] }),
      ]),
  })
}
