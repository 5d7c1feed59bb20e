import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { onEvent } from '../api/events.ts'
import { toast } from '../design/toast-store.ts'
import { chatPanel } from './chat-panel-store.ts'
import { useChatToggle } from './use-chat-toggle.ts'

/** Says that a conversation waits for a person where it is not in sight: it would wait for ever. */
export function ChatNews() {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { isOpen } = useChatToggle()
  useEffect(
    () =>
      onEvent((event) => {
        if (event.type !== 'chat-turn' || event.turn.state !== 'asking') return
        const { conversationId } = event.turn
        const isInSight =
          pathname === `/chat/${conversationId}` || (isOpen && chatPanel.get().conversationId === conversationId)
        if (isInSight) return
        toast({
          title: 'A conversation asks for your permission',
          stays: true,
          action: { label: 'Show', onSelect: () => void navigate(`/chat/${conversationId}`) },
        })
      }),
    [navigate, pathname, isOpen],
  )
  return null
}
