import type { ChatEvent } from '../../../api/schemas/chat-event.ts'
import type { ChatMessage, OpenConversation } from './wire.ts'

/** A message as the studio shows it: with what the model waits for while nothing is written yet. */
export type LiveMessage = ChatMessage & {
  readonly waiting?: { readonly what: 'load' | 'prompt'; readonly fraction?: number }
}

export interface LiveConversation extends Omit<OpenConversation, 'messages'> {
  readonly messages: readonly LiveMessage[]
}

/** The conversation after an event of it; 'gap' when something before the event was missed and the conversation must be asked for anew. */
export function withChatEvent(open: LiveConversation, event: ChatEvent): LiveConversation | 'gap' {
  switch (event.type) {
    case 'chat-conversation':
      return { ...open, conversation: event.conversation }
    case 'chat-turn':
      return { ...open, turns: put(open.turns, event.turn) }
    case 'chat-message':
      return { ...open, messages: put(open.messages, event.message) }
    case 'chat-call':
      return change(open, event.messageId, (message) => ({ ...message, calls: put(message.calls, event.call) }))
    case 'chat-delta': {
      const { delta } = event
      if (delta.type === 'wait') {
        const { type: _, ...waiting } = delta
        return change(open, event.messageId, (message) => ({ ...message, waiting }))
      }
      return change(open, event.messageId, ({ waiting: _, ...message }) => {
        const before = message[delta.type] ?? ''
        if (delta.from > before.length) return 'gap'
        return { ...message, [delta.type]: before.slice(0, delta.from) + delta.text }
      })
    }
    case 'chat-changed':
      return 'gap'
    default:
      return event satisfies never
  }
}

/** An answer of the server, with what the stream has said meanwhile: a text that is still written is never cut back. */
export function mergeAnswer(known: LiveConversation | undefined, answer: OpenConversation): LiveConversation {
  if (known === undefined) return answer
  const before = new Map(known.messages.map((message) => [message.id, message]))
  const messages = answer.messages.map((message): LiveMessage => {
    const mine = before.get(message.id)
    if (message.finish !== undefined || mine === undefined) return message
    // It ended while the answer was on its way.
    if (mine.finish !== undefined) return mine
    return mine.text.length > message.text.length && mine.text.startsWith(message.text) ? mine : message
  })
  const answered = new Set(answer.messages.map(({ id }) => id))
  const newer = known.messages.filter(({ id, finish }) => finish === undefined && !answered.has(id))
  return { ...answer, messages: [...messages, ...newer] }
}

/** Which conversation an event belongs to. */
export function conversationOf(event: ChatEvent): string {
  switch (event.type) {
    case 'chat-conversation':
      return event.conversation.id
    case 'chat-turn':
      return event.turn.conversationId
    case 'chat-message':
      return event.message.conversationId
    case 'chat-delta':
    case 'chat-call':
    case 'chat-changed':
      return event.conversationId
    default:
      return event satisfies never
  }
}

function change(
  open: LiveConversation,
  id: string,
  by: (message: LiveMessage) => LiveMessage | 'gap',
): LiveConversation | 'gap' {
  const place = open.messages.findLastIndex((message) => message.id === id)
  if (place < 0) return 'gap'
  const changed = by(open.messages[place]!)
  return changed === 'gap' ? 'gap' : { ...open, messages: open.messages.with(place, changed) }
}

/** The list with an item of this id replaced, or added at the end. */
function put<Item extends { readonly id: string }>(items: readonly Item[], item: Item): Item[] {
  const place = items.findLastIndex(({ id }) => id === item.id)
  return place < 0 ? [...items, item] : items.with(place, item)
}
