import { Maximize2, MessageSquarePlus, MessagesSquare, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useNavigate } from 'react-router'
import { ApiError } from '../../api/api-error.ts'
import { useConversation } from '../../api/conversations.ts'
import { IconButton } from '../../design/icon-button.tsx'
import { ConversationTitle } from './conversation-title.tsx'
import { ConversationView } from './conversation-view.tsx'
import { ConversationList } from './list/conversation-list.tsx'
import { chatPanel } from './panel-store.ts'

/** The conversation beside every page of the studio: one talks while looking at the gallery or a mesh. On narrow screens it lies over the page. */
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
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    // What lies over the panel (a menu, a large picture) closes first.
    if (panel.current?.contains(event.target as Node) === true) chatPanel.close()
  }
  return (
    <aside
      ref={panel}
      aria-label="Chat"
      onKeyDown={onKeyDown}
      className="fixed inset-0 z-30 flex flex-col bg-surface-0 lg:static lg:row-span-2 lg:row-start-1 lg:w-[min(27rem,40vw)] lg:border-l lg:border-line"
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
