import { useSyncExternalStore } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useMedia } from '../design/use-media.ts'
import { chatPanel } from './chat-panel-store.ts'
import { isIn } from './navigation.ts'

/** The conversation beside the page: where there is no room beside, its page is opened instead. */
export function useChatToggle(): {
  /** Whether it stands beside this page now. */
  readonly isOpen: boolean
  /** Absent on the chat's own page. */
  readonly toggle: (() => void) | undefined
} {
  const { isOpen, conversationId } = useSyncExternalStore(chatPanel.subscribe, chatPanel.get)
  const navigate = useNavigate()
  const hasRoom = useMedia('(min-width: 64rem)')
  if (isIn({ path: '/chat' }, useLocation().pathname)) return { isOpen: false, toggle: undefined }
  return {
    isOpen: isOpen && hasRoom,
    toggle: hasRoom
      ? chatPanel.toggle
      : () => void navigate(conversationId === undefined ? '/chat' : `/chat/${conversationId}`),
  }
}
