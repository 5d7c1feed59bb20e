import { MessageSquare } from 'lucide-react'
import { IconButton } from '../design/icon-button.tsx'
import { useChatToggle } from './use-chat-toggle.ts'

/** Opens and closes the conversation beside the page. */
export function ChatToggle() {
  const { isOpen, toggle } = useChatToggle()
  if (toggle === undefined) return null
  return (
    <IconButton
      label="Chat beside the page"
      keys="mod+j"
      icon={<MessageSquare />}
      pressed={isOpen}
      onClick={toggle}
      // On a phone the bar below leads there.
      className="max-sm:hidden"
    />
  )
}
