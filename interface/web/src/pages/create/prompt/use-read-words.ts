import { useEffect, useState } from 'react'
import { type PromptQuery, useReadPrompt } from '../../../api/prompts.ts'
import type { ReadPrompt } from '../../../api/wire.ts'

/** A pause of this length in typing is answered; the spans move along meanwhile. */
const pauseMs = 120

/** What the server reads in a prompt, and of which text: at the pauses of typing. */
export function useReadWords(query: PromptQuery): { readonly text: string; readonly read: ReadPrompt } | undefined {
  const { data } = useReadPrompt({ ...query, prompt: useSettled(query.prompt) })
  return query.prompt === '' ? undefined : data
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
