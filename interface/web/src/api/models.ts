import { useQuery } from '@tanstack/react-query'
import { request } from './request.ts'
import type { Choices } from './wire.ts'

/** What a form offers now: samplers, schedules, models, LoRAs … */
export function useChoices() {
  return useQuery({ queryKey: ['choices'], queryFn: ({ signal }) => request<Choices>('choices', { signal }) })
}
