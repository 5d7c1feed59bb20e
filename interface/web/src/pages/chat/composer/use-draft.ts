import { useSyncExternalStore } from 'react'
import { type Draft, drafts } from './drafts.ts'

export function useDraft(conversationId: string): Draft {
  return useSyncExternalStore(drafts.subscribe, () => drafts.get(conversationId))
}
