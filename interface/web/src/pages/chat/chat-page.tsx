import { MessageSquarePlus, MessagesSquare } from 'lucide-react'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useConversation } from '../../api/conversations.ts'
import { IconButton } from '../../design/icon-button.tsx'
import { Sheet } from '../../design/sheet.tsx'
import { useMedia } from '../../design/use-media.ts'
import { useShortcut } from '../../keyboard/use-shortcut.ts'
import { chatPanel } from '../../shell/chat-panel-store.ts'
import { ConversationTitle } from './conversation-title.tsx'
import { ConversationView } from './conversation-view.tsx'
import { ConversationList } from './list/conversation-list.tsx'

/** Conversations that drive the workspace: the list of them, and the open one. */
export default function ChatPage() {
  const { conversationId } = useParams()
  const navigate = useNavigate()
  const beside = useMedia('(min-width: 60rem)')
  const [isListOpen, setListOpen] = useState(false)
  const title = useConversation(conversationId).data?.conversation.title || 'Chat'
  const open = (id: string | undefined) => {
    setListOpen(false)
    chatPanel.show(id)
    void navigate(id === undefined ? '/chat' : `/chat/${id}`)
  }
  useShortcut({
    id: 'chat-new',
    keys: 'n',
    label: 'New conversation',
    scope: 'Chat',
    action: () => open(undefined),
  })
  const list = <ConversationList openId={conversationId} onOpen={open} />
  return (
    <div className="flex h-full min-h-0">
      <title>{`${title} · ai-workspace`}</title>
      {beside ? (
        <aside aria-label="All conversations" className="w-68 shrink-0 border-r border-line bg-surface-1">
          {list}
        </aside>
      ) : (
        <Sheet open={isListOpen} onOpenChange={setListOpen} title="Conversations">
          <div className="-m-4 h-[70dvh] sm:h-[calc(100dvh-3.1rem)]">{list}</div>
        </Sheet>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-surface-1 px-2">
          {beside ? null : (
            <IconButton label="Conversations" icon={<MessagesSquare />} onClick={() => setListOpen(true)} />
          )}
          <ConversationTitle key={conversationId} id={conversationId} level="h1" onClosed={() => open(undefined)} />
          {beside ? null : (
            <IconButton
              label="New conversation"
              keys="n"
              icon={<MessageSquarePlus />}
              onClick={() => open(undefined)}
            />
          )}
        </header>
        <div className="min-h-0 flex-1">
          <ConversationView
            key={conversationId}
            id={conversationId}
            onCreated={(id) => {
              chatPanel.show(id)
              void navigate(`/chat/${id}`, { replace: true })
            }}
          />
        </div>
      </div>
    </div>
  )
}
