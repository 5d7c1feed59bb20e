import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'
import type { LanguageModel } from './wire.ts'

/** What can answer in a conversation now, and what of it is in memory. */
export function useLanguageModels() {
  return useQuery({
    queryKey: ['language-models'],
    queryFn: ({ signal }) => request<{ items: readonly LanguageModel[] }>('language-models', { signal }),
    select: ({ items }) => items,
  })
}

/** Frees the memory that language models hold. */
export function useUnloadLanguageModels() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => request<unknown>('language-models/unload', { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['language-models'] }),
  })
}
