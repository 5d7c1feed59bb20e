import { WorkspaceError } from '../../base/error.ts'
import type { ChatMode, Conversation } from './conversation.ts'

/** A message of some hundred pages; more is a file. */
const longestMessage = 1_000_000
const mostAttachments = 16

export interface NewMessage {
  readonly text: string
  /** Ids of assets, and paths of text files of the project: 'code/notes.md'. */
  readonly attachments?: readonly string[]
  /** The message it follows; absent: the newest one shown. Of an earlier one it makes a branch; null begins anew. */
  readonly parentId?: string | null
  /** For this turn; absent: the conversation's. */
  readonly model?: string
  readonly mode?: ChatMode
}

/** Throws `bad-input` for what cannot be taken in. */
export function checkMessage({ trashedAt }: Conversation, { text, attachments = [] }: NewMessage): void {
  if (trashedAt !== undefined) throw new WorkspaceError('bad-input', 'The conversation is in the trash.')
  if (text.trim() === '' && attachments.length === 0) throw new WorkspaceError('bad-input', 'The message is empty.')
  if (text.length > longestMessage) {
    const [most, has] = [longestMessage, text.length].map((count) => count.toLocaleString('en'))
    throw new WorkspaceError('bad-input', `A message has at most ${most} characters; this one has ${has}.`, {
      hint: 'Put it into a file of the project and speak of that.',
    })
  }
  if (attachments.length > mostAttachments) {
    throw new WorkspaceError('bad-input', `A message has at most ${mostAttachments} attachments.`)
  }
}
