import { useState } from 'react'
import { useChangeConversation } from '../../../api/conversations.ts'
import type { Conversation } from '../../../api/wire.ts'
import { Input } from '../../../design/input.tsx'
import { toastError } from '../../../design/toast-store.ts'

/** The title as a text field: Enter or leaving it keeps the name, Escape does not. */
export function RenameField({ conversation, onDone }: { conversation: Conversation; onDone: () => void }) {
  const { mutate } = useChangeConversation(conversation.id)
  const [title, setTitle] = useState(conversation.title)
  const keep = () => {
    const next = title.trim()
    if (next !== '' && next !== conversation.title) mutate({ title: next }, { onError: toastError })
    onDone()
  }
  return (
    <Input
      autoFocus
      aria-label="Title"
      value={title}
      maxLength={200}
      onFocus={({ target }) => target.select()}
      onChange={({ target }) => setTitle(target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep()
        if (event.key === 'Escape') {
          event.stopPropagation()
          onDone()
        }
      }}
    />
  )
}
