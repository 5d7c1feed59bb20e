import type { Conversation, ChatEvent as CoreEvent, StoredMessage } from '../../../core/chat/conversation.ts'
import { viewTurn } from '../routes/turn-view.ts'
import type { ChatEvent } from '../schemas/chat-event.ts'
import type { ConversationView } from '../schemas/conversation.ts'
import type { EventLog } from './event-log.ts'

/** Pieces of a text are told at most this often a message: 20 times a second reads as flowing, and the log of events stays long enough to come back to. */
const pieceMs = 50
/** A message with more characters is not sent along: the log keeps thousands of events, and a slow client is cut off at 4 MB. */
const mostCharacters = 200_000

/** A text that is being written. */
interface Written {
  readonly conversationId: string
  readonly text: { whole: string; told: number }
  readonly reasoning: { whole: string; told: number }
}

/** Carries what happens in conversations into the event log, and knows which of them are answering now. */
export class ChatRelay {
  readonly #events: EventLog
  readonly #written = new Map<string, Written>()
  readonly #states = new Map<string, { turnId: string; state: 'running' | 'asking' }>()
  readonly #unsubscribe: () => void
  #timer: NodeJS.Timeout | undefined

  constructor(subscribe: (listener: (event: CoreEvent) => void) => () => void, events: EventLog) {
    this.#events = events
    this.#unsubscribe = subscribe((event) => this.#take(event))
  }

  view(conversation: Conversation): ConversationView {
    const { id, projectId, title, createdAt, updatedAt, model, mode, systemPrompt, headId, allowed } = conversation
    return {
      id,
      projectId,
      title,
      createdAt,
      updatedAt,
      mode,
      state: this.#states.get(id)?.state ?? 'idle',
      ...(model !== undefined && { model }),
      ...(systemPrompt !== undefined && { systemPrompt }),
      ...(headId !== undefined && { headId }),
      ...(allowed !== undefined && { allowed }),
    }
  }

  /** The message with all that was written of it until now: the store keeps it only every few seconds. */
  viewMessage(message: StoredMessage): StoredMessage {
    const written = message.finish === undefined ? this.#written.get(message.id) : undefined
    if (written === undefined) return message
    const { text, reasoning } = written
    return {
      ...message,
      ...(text.whole.length > message.text.length && { text: text.whole }),
      ...(reasoning.whole.length > (message.reasoning ?? '').length && { reasoning: reasoning.whole }),
    }
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#unsubscribe()
  }

  #take(event: CoreEvent): void {
    if (event.type === 'chat-delta') {
      this.#takeDelta(event)
      return
    }
    // Whatever else is told comes after the words that were written before it.
    this.#tellPieces()
    this.#events.add(this.#told(event))
  }

  /** The event as clients are told it. */
  #told(event: Exclude<CoreEvent, { type: 'chat-delta' }>): ChatEvent {
    switch (event.type) {
      case 'chat-message': {
        const { id, conversationId, role, text, reasoning = '', finish } = event.message
        if (finish !== undefined) this.#written.delete(id)
        else if (role === 'assistant') this.#written.set(id, written(conversationId, text, reasoning))
        const isLarge = text.length + reasoning.length > mostCharacters
        return isLarge ? { type: 'chat-changed', conversationId } : event
      }
      case 'chat-turn': {
        const { id, conversationId, state } = event.turn
        if (state === 'running' || state === 'asking') this.#states.set(conversationId, { turnId: id, state })
        else if (this.#states.get(conversationId)?.turnId === id) this.#states.delete(conversationId)
        return { type: event.type, turn: viewTurn(event.turn) }
      }
      case 'chat-conversation':
        return { type: event.type, conversation: this.view(event.conversation) }
      case 'chat-call':
        return event
      default:
        return event satisfies never
    }
  }

  #takeDelta({ type, conversationId, messageId, delta }: Extract<CoreEvent, { type: 'chat-delta' }>): void {
    if (delta.type === 'wait') {
      this.#events.add({ type, conversationId, messageId, delta })
      return
    }
    let message = this.#written.get(messageId)
    if (message === undefined) {
      message = written(conversationId, '', '')
      this.#written.set(messageId, message)
    }
    message[delta.type].whole += delta.text
    this.#timer ??= setTimeout(() => this.#tellPieces(), pieceMs)
  }

  #tellPieces(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const [messageId, message] of this.#written) {
      for (const type of ['reasoning', 'text'] as const) {
        const { whole, told: from } = message[type]
        if (whole.length === from) continue
        message[type].told = whole.length
        const { conversationId } = message
        const delta = { type, text: whole.slice(from), from }
        this.#events.add({ type: 'chat-delta', conversationId, messageId, delta })
      }
    }
  }
}

function written(conversationId: string, text: string, reasoning: string): Written {
  return {
    conversationId,
    text: { whole: text, told: text.length },
    reasoning: { whole: reasoning, told: reasoning.length },
  }
}
