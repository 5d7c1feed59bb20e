import { useQuery } from '@tanstack/react-query'
import { request } from './request.ts'
import type { Health } from './wire.ts'

export function getHealth(signal?: AbortSignal): Promise<Health> {
  return request('health', { signal })
}

export function login(token: string): Promise<void> {
  return request('login', { method: 'POST', body: { token } })
}

/** Ends the session of this browser and forgets the pictures it kept. */
export async function logout(): Promise<void> {
  await request('logout', { method: 'POST' })
  await globalThis.caches?.delete('thumbnails')
}

export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => getHealth(signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
