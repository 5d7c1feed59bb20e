import { useMoveConversation } from '../../../api/conversations.ts'
import type { Conversation } from '../../../api/wire.ts'
import { toast, toastError } from '../../../design/toast-store.ts'

/** Moves a conversation to the trash at once, and offers the way back. */
export function useTrashConversation(): (conversation: Pick<Conversation, 'id' | 'title'>) => void {
  const { mutate } = useMoveConversation()
  return ({ id, title }) =>
    mutate(
      { id, to: 'trash' },
      {
        onSuccess: () =>
          toast({
            title: `Moved “${title || 'New conversation'}” to the trash`,
            action: { label: 'Undo', onSelect: () => mutate({ id, to: 'list' }, { onError: toastError }) },
          }),
        onError: toastError,
      },
    )
}
