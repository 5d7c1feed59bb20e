import type { ChatEvent } from '../../../api/schemas/chat-event.ts'
import type { ChatMessage, OpenConversation } from './wire.ts'

/** A message as the studio shows it: with what the model waits for while nothing is written yet. */
export type LiveMessage = ChatMessage & {
  readonly waiting?: { readonly what: 'load' | 'prompt'; readonly fraction?: number }
}

export interface LiveConversation extends Omit<OpenConversation, 'messages' | 'seq'> {
  readonly messages: readonly LiveMessage[]
  /** The last event that the server's answer held. */
  readonly seq?: string
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

/** An answer of the server and what the stream told while it was on its way: an old answer never takes back what is known already. */
export function withNews(
  answer: OpenConversation,
  news: readonly (ChatEvent & { readonly seq: string })[],
): LiveConversation {
  let open: LiveConversation = answer
  for (const event of news) {
    if (isKnown(event.seq, answer.seq)) continue
    const next = withChatEvent(open, event)
    // What is missing shows at the next event.
    if (next !== 'gap') open = next
  }
  return open
}

/** Whether an event is in an answer; numbers of another start of the server say nothing. */
export function isKnown(eventSeq: string, answerSeq: string | undefined): boolean {
  const [epoch, number] = eventSeq.split(':')
  const [answerEpoch, answerNumber] = answerSeq?.split(':') ?? []
  return epoch === answerEpoch && Number(number) <= Number(answerNumber)
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
