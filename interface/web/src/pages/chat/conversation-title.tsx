import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useConversation } from '../../api/conversations.ts'
import { IconButton } from '../../design/icon-button.tsx'
import { Menu } from '../../design/menu.tsx'
import { InstructionsSheet } from './about/instructions-sheet.tsx'
import { conversationEntries } from './list/conversation-entries.tsx'
import { RenameField } from './list/rename-field.tsx'
import { useTrashConversation } from './list/use-trash-conversation.ts'

/** The title of the open conversation and what can be done with it; a heading of `level`. */
export function ConversationTitle({
  id,
  level,
  onClosed,
}: {
  id: string | undefined
  level: 'h1' | 'h2'
  onClosed: () => void
}) {
  const conversation = useConversation(id).data?.conversation
  const [isRenaming, setRenaming] = useState(false)
  const [isSheetOpen, setSheetOpen] = useState(false)
  const trash = useTrashConversation()
  const Heading = level
  if (conversation === undefined) {
    return (
      <Heading className="min-w-0 flex-1 truncate px-1 font-semibold">
        {id === undefined ? 'New conversation' : 'Chat'}
      </Heading>
    )
  }
  if (isRenaming) {
    return (
      <div className="max-w-80 min-w-0 flex-1">
        <RenameField conversation={conversation} onDone={() => setRenaming(false)} />
      </div>
    )
  }
  return (
    <div className="flex min-w-0 flex-1 items-center gap-0.5">
      <Heading className="min-w-0 truncate px-1 font-semibold" onDoubleClick={() => setRenaming(true)}>
        {conversation.title || 'New conversation'}
      </Heading>
      <Menu
        trigger={<IconButton size="small" label="About this conversation" icon={<Ellipsis />} />}
        entries={conversationEntries({
          id: conversation.id,
          onRename: () => setRenaming(true),
          onInstructions: () => setSheetOpen(true),
          onTrash: () => {
            trash(conversation)
            onClosed()
          },
        })}
      />
      <InstructionsSheet conversation={conversation} open={isSheetOpen} onOpenChange={setSheetOpen} />
    </div>
  )
}
