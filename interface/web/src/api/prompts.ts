import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { request } from './request.ts'
import type { PromptWords, ReadPrompt } from './wire.ts'

export interface PromptQuery {
  readonly prompt: string
  readonly negativePrompt?: string
  /** It is the negative prompt itself. */
  readonly negative?: boolean
  readonly model?: string | undefined
  readonly texture: boolean
}

/** What would be made of a prompt, with the text that was read: the one on the screen may be further by now. */
export function useReadPrompt(query: PromptQuery) {
  return useQuery({
    queryKey: ['prompts', 'read', query],
    queryFn: async ({ signal }) => ({
      text: query.prompt,
      read: await request<ReadPrompt>('prompts/read', { method: 'POST', body: query, signal }),
    }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    // Words that cannot be read now are read with the next letter.
    retry: false,
  })
}

/** The words of the built-in engine; they change with the program only. */
export function usePromptWords() {
  return useQuery({
    queryKey: ['prompts', 'words'],
    queryFn: ({ signal }) => request<PromptWords>('prompts/words', { signal }),
    select: ({ items }) => items,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
