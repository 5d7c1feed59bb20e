import { type ChatMode, useCreateConversation, useSendMessage } from '../../../api/conversations.ts'
import { useCurrentProject } from '../../../api/projects.ts'
import { toastError } from '../../../design/toast-store.ts'
import { drafts, emptyDraft, newDraft } from './drafts.ts'

/** Sends the draft; without a conversation one is made for it first. What could not be sent stays written. */
export function useSubmit({
  conversationId,
  choice,
  onCreated,
}: {
  conversationId: string | undefined
  /** Model and mode that were chosen before there was a conversation. */
  choice: { readonly model?: string; readonly mode?: ChatMode }
  onCreated: (id: string) => void
}) {
  const project = useCurrentProject()
  const create = useCreateConversation()
  const send = useSendMessage()
  const submit = async (given?: string) => {
    const draftId = conversationId ?? newDraft
    const draft = given === undefined ? drafts.get(draftId) : { text: given, attachments: [] }
    const text = draft.text.trim()
    if (text === '' && draft.attachments.length === 0) return
    try {
      let id = conversationId
      if (id === undefined) {
        const projectId = project?.id
        const made = await create.mutateAsync({ ...choice, ...(projectId === undefined ? {} : { projectId }) })
        id = made.id
        if (given === undefined) drafts.move(newDraft, id)
        onCreated(id)
      }
      await send.mutateAsync({
        conversationId: id,
        text,
        ...(draft.attachments.length === 0 ? {} : { attachments: draft.attachments.map((each) => each.id) }),
      })
      // What was written while it was on its way stays.
      if (given === undefined && drafts.get(id).text.trim() === text) drafts.set(id, emptyDraft)
    } catch (error) {
      toastError(error)
    }
  }
  return { submit, isSending: create.isPending || send.isPending }
}
