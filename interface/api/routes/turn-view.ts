import type { Turn } from '../../../core/chat/conversation.ts'
import type { ChatTurnView } from '../schemas/conversation.ts'

/** A turn as the API shows it. */
export function viewTurn(turn: Turn): ChatTurnView {
  const { id, conversationId, userMessageId, state, createdAt, changes, undone, conflicts } = turn
  return {
    id,
    conversationId,
    userMessageId,
    state,
    createdAt,
    changes,
    undone,
    ...(conflicts !== undefined && conflicts.length > 0 && { conflicts: [...conflicts] }),
  }
}
