import { Maximize2, MessageSquarePlus, MessagesSquare, X } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useNavigate } from 'react-router'
import { ApiError } from '../../api/api-error.ts'
import { useConversation } from '../../api/conversations.ts'
import { IconButton } from '../../design/icon-button.tsx'
import { chatPanel } from '../../shell/chat-panel-store.ts'
import { ConversationTitle } from './conversation-title.tsx'
import { ConversationView } from './conversation-view.tsx'
import { ConversationList } from './list/conversation-list.tsx'

/** The conversation beside every page of the studio: one talks while looking at the gallery or a mesh. Where there is no room beside, its page is opened instead. */
export function ChatPanel() {
  const { conversationId } = useSyncExternalStore(chatPanel.subscribe, chatPanel.get)
  const navigate = useNavigate()
  const [isListOpen, setListOpen] = useState(false)
  const panel = useRef<HTMLElement>(null)
  const { error } = useConversation(conversationId)
  useEffect(() => {
    panel.current?.querySelector('textarea')?.focus()
  }, [])
  // The conversation of the last visit may be gone.
  const isGone = error instanceof ApiError && error.status === 404
  useEffect(() => {
    if (isGone) chatPanel.show(undefined)
  }, [isGone])
  return (
    <aside
      ref={panel}
      aria-label="Chat"
      className="col-start-3 row-span-2 row-start-1 flex min-h-0 w-[min(27rem,38vw)] flex-col border-l border-line bg-surface-0"
    >
      <header className="flex h-12 shrink-0 items-center gap-0.5 border-b border-line bg-surface-1 px-2">
        <IconButton
          label="Conversations"
          icon={<MessagesSquare />}
          pressed={isListOpen}
          onClick={() => setListOpen(!isListOpen)}
        />
        <ConversationTitle
          key={conversationId}
          id={conversationId}
          level="h2"
          onClosed={() => chatPanel.show(undefined)}
        />
        <IconButton
          label="New conversation"
          icon={<MessageSquarePlus />}
          onClick={() => {
            setListOpen(false)
            chatPanel.show(undefined)
          }}
        />
        <IconButton
          label="Open it as a page"
          icon={<Maximize2 />}
          onClick={() => {
            chatPanel.close()
            void navigate(conversationId === undefined ? '/chat' : `/chat/${conversationId}`)
          }}
        />
        <IconButton label="Close the chat" keys="mod+j" icon={<X />} onClick={() => chatPanel.close()} />
      </header>
      <div className="min-h-0 flex-1">
        {isListOpen ? (
          <ConversationList
            openId={conversationId}
            onOpen={(id) => {
              chatPanel.show(id)
              setListOpen(false)
            }}
          />
        ) : (
          <ConversationView key={conversationId} id={conversationId} onCreated={chatPanel.show} />
        )}
      </div>
    </aside>
  )
}
