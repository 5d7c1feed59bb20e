import type { QueryClient } from '@tanstack/react-query'
import type { ChatEvent } from '../../../api/schemas/chat-event.ts'
import { conversationOf, isKnown, type LiveConversation, withChatEvent, withNews } from './conversation-state.ts'
import type { OpenConversation, StreamEvent } from './wire.ts'

type ChatNews = StreamEvent & ChatEvent

/** Events of conversations whose answer is on its way. */
const collected = new Set<{ readonly id: string; readonly news: ChatNews[] }>()

/** Takes what the stream says of a conversation into the open one. One that is not open is asked for when it is opened. */
export function takeChatEvent(client: QueryClient, event: StreamEvent): void {
  if (!isChatEvent(event)) return
  const id = conversationOf(event)
  for (const each of collected) if (each.id === id) each.news.push(event)
  const queryKey = ['conversation', id]
  const known = client.getQueryData<LiveConversation>(queryKey)
  if (known === undefined || isKnown(event.seq, known.seq)) return
  const next = withChatEvent(known, event)
  // While text arrives there are many: a question that is under way is not asked anew for each.
  if (next === 'gap') void client.invalidateQueries({ queryKey }, { cancelRefetch: false })
  else client.setQueryData(queryKey, next)
}

/** Asks for a conversation, and adds what the stream told meanwhile. */
export async function askWithNews(id: string, ask: () => Promise<OpenConversation>): Promise<LiveConversation> {
  const collector = { id, news: [] }
  collected.add(collector)
  try {
    return withNews(await ask(), collector.news)
  } finally {
    collected.delete(collector)
  }
}

function isChatEvent(event: StreamEvent): event is ChatNews {
  return event.type.startsWith('chat-')
}
