import type { Conversation, ChatEvent as CoreEvent } from '../../../core/chat/conversation.ts'
import { viewTurn } from '../routes/turn-view.ts'
import type { ConversationView } from '../schemas/conversation.ts'
import type { ChatEvent } from './chat-event.ts'
import type { EventLog } from './event-log.ts'

/** Pieces of a text are told at most this often a message: 20 times a second reads as flowing, and the log of events stays long enough to come back to. */
const pieceMs = 50
/** A message with more characters is not sent along: the log keeps thousands of events, and a slow client is cut off at 4 MB. */
const mostCharacters = 200_000

interface Written {
  /** How much of each the clients know. */
  readonly length: { text: number; reasoning: number }
  /** What came since. */
  readonly pending: { text: string; reasoning: string }
}

/** Carries what happens in conversations into the event log, and knows which of them are answering now. */
export class ChatRelay {
  readonly #events: EventLog
  readonly #written = new Map<string, Written & { readonly conversationId: string }>()
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
        const { id, conversationId, text, reasoning = '', finish } = event.message
        const length = { text: text.length, reasoning: reasoning.length }
        if (finish !== undefined) this.#written.delete(id)
        else this.#written.set(id, { conversationId, length, pending: { text: '', reasoning: '' } })
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
    let written = this.#written.get(messageId)
    if (written === undefined) {
      written = { conversationId, length: { text: 0, reasoning: 0 }, pending: { text: '', reasoning: '' } }
      this.#written.set(messageId, written)
    }
    written.pending[delta.type] += delta.text
    this.#timer ??= setTimeout(() => this.#tellPieces(), pieceMs)
  }

  #tellPieces(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    for (const [messageId, { conversationId, length, pending }] of this.#written) {
      for (const type of ['reasoning', 'text'] as const) {
        const text = pending[type]
        if (text === '') continue
        const delta = { type, text, from: length[type] }
        pending[type] = ''
        length[type] += text.length
        this.#events.add({ type: 'chat-delta', conversationId, messageId, delta })
      }
    }
  }
}
