import type { QueryClient } from '@tanstack/react-query'
import type { ChatEvent } from '../../../api/schemas/chat-event.ts'
import { conversationOf, type LiveConversation, withChatEvent } from './conversation-state.ts'
import type { StreamEvent } from './wire.ts'

/** Takes what the stream says of a conversation into the open one. One that is not open is asked for when it is opened. */
export function takeChatEvent(client: QueryClient, event: StreamEvent): void {
  if (!isChatEvent(event)) return
  const queryKey = ['conversation', conversationOf(event)]
  const known = client.getQueryData<LiveConversation>(queryKey)
  if (known === undefined) return
  const next = withChatEvent(known, event)
  // While text arrives there are many: a question that is under way is not asked anew for each.
  if (next === 'gap') void client.invalidateQueries({ queryKey }, { cancelRefetch: false })
  else client.setQueryData(queryKey, next)
}

function isChatEvent(event: StreamEvent): event is StreamEvent & ChatEvent {
  return event.type.startsWith('chat-')
}
