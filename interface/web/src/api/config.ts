import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'
import type { Config, Doctor } from './wire.ts'

/** New values by key, 'generate.width'; null goes back to the default. */
export type ConfigChange = Readonly<Record<string, unknown>>

export function useConfig() {
  return useQuery({ queryKey: ['config'], queryFn: ({ signal }) => request<Config>('config', { signal }) })
}

/** Changes settings, all or none; they hold at once. */
export function useChangeConfig() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: ConfigChange) => request<Config>('config', { method: 'PATCH', body: change }),
    onSuccess: (config) => client.setQueryData(['config'], config),
    onSettled: () => client.invalidateQueries({ queryKey: ['choices'] }),
  })
}

/** What this machine has and lacks. Takes seconds: asked for by hand, with `refetch`. */
export function useDoctor() {
  return useQuery({
    queryKey: ['doctor'],
    queryFn: ({ signal }) => request<Doctor>('doctor', { signal }),
    enabled: false,
  })
}
