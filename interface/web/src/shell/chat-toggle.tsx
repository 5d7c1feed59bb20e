import { MessageSquare } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useLocation } from 'react-router'
import { IconButton } from '../design/icon-button.tsx'
import { chatPanel } from '../pages/chat/panel-store.ts'
import { isIn } from './navigation.ts'

/** Opens and closes the conversation beside the page. */
export function ChatToggle() {
  const { isOpen } = useSyncExternalStore(chatPanel.subscribe, chatPanel.get)
  if (isIn({ path: '/chat' }, useLocation().pathname)) return null
  return (
    <IconButton
      label="Chat beside the page"
      keys="mod+j"
      icon={<MessageSquare />}
      pressed={isOpen}
      onClick={chatPanel.toggle}
    />
  )
}
