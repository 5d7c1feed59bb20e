import { ArchiveRestore, Ellipsis, ShieldQuestion } from 'lucide-react'
import { useState } from 'react'
import { useMoveConversation } from '../../../api/conversations.ts'
import type { Conversation } from '../../../api/wire.ts'
import { classNames } from '../../../design/class-names.ts'
import { IconButton } from '../../../design/icon-button.tsx'
import { Menu } from '../../../design/menu.tsx'
import { Spinner } from '../../../design/spinner.tsx'
import { toastError } from '../../../design/toast-store.ts'
import { conversationEntries } from './conversation-entries.tsx'
import { RenameField } from './rename-field.tsx'
import { useTrashConversation } from './use-trash-conversation.ts'

/** A conversation of the list; says when it is answering, and when it waits for the person. */
export function ConversationRow({
  conversation,
  isOpen,
  isTrashed,
  onOpen,
}: {
  conversation: Conversation
  isOpen: boolean
  isTrashed: boolean
  onOpen: (id: string | undefined) => void
}) {
  const [isRenaming, setRenaming] = useState(false)
  const trash = useTrashConversation()
  const { mutate: move } = useMoveConversation()
  const { id, state } = conversation
  const title = conversation.title || 'New conversation'
  if (isRenaming) {
    return (
      <li className="p-0.5">
        <RenameField conversation={conversation} onDone={() => setRenaming(false)} />
      </li>
    )
  }
  return (
    <li
      className={classNames(
        'group flex items-center rounded-md pr-0.5 transition-colors',
        isOpen ? 'bg-surface-3' : 'hover:bg-surface-2',
      )}
    >
      <button
        type="button"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => onOpen(id)}
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left -outline-offset-2 pointer-coarse:h-11"
      >
        <span className={classNames('min-w-0 flex-1 truncate', isOpen && 'font-medium')}>{title}</span>
        {state === 'asking' ? (
          <ShieldQuestion aria-label="asks for your permission" className="size-4 shrink-0 text-warning-text" />
        ) : state === 'running' ? (
          <>
            <Spinner className="size-3.5 shrink-0 text-accent-text" />
            <span className="sr-only">answering</span>
          </>
        ) : null}
      </button>
      <Menu
        align="end"
        trigger={
          <IconButton
            size="small"
            label={`More about ${title}`}
            icon={<Ellipsis />}
            className={classNames(
              !isOpen &&
                'opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100',
            )}
          />
        }
        entries={
          isTrashed
            ? [
                {
                  label: 'Put back',
                  icon: <ArchiveRestore />,
                  onSelect: () => move({ id, to: 'list' }, { onError: toastError }),
                },
              ]
            : conversationEntries({
                id,
                onRename: () => setRenaming(true),
                onTrash: () => {
                  trash(conversation)
                  if (isOpen) onOpen(undefined)
                },
              })
        }
      />
    </li>
  )
}
