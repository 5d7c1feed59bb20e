import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PromptWordsView, ReadPromptView } from '../../../../../api/schemas/prompt.ts'
import { request } from '../../../api/request.ts'

/** A pause of this length in typing is answered; the spans move along meanwhile. */
const pauseMs = 120

/** What the server reads in a prompt, of the text as it was then. */
export function useReadPrompt(query: {
  readonly prompt: string
  readonly negativePrompt?: string
  readonly negative?: boolean
  readonly model?: string | undefined
  readonly texture: boolean
}): { readonly text: string; readonly read: ReadPromptView } | undefined {
  const text = useSettled(query.prompt)
  const { data } = useQuery({
    queryKey: ['prompts', 'read', { ...query, prompt: text }],
    queryFn: async ({ signal }) => {
      const body = { ...query, prompt: text }
      return { text, read: await request<ReadPromptView>('prompts/read', { method: 'POST', body, signal }) }
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
  return query.prompt === '' ? undefined : data
}

/** The words of the built-in engine; they change with the program only. */
export function usePromptWords() {
  return useQuery({
    queryKey: ['prompts', 'words'],
    queryFn: ({ signal }) => request<PromptWordsView>('prompts/words', { signal }),
    select: ({ items }) => items,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The value once it has stayed the same for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
