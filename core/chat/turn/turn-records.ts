import type { ToolCall } from '../../../base/chat.ts'
import type { StoredCall, StoredMessage, TurnRecord } from '../conversation.ts'
import { later, newId } from '../store/conversation-store.ts'
import type { TurnParts, TurnState } from './turn-parts.ts'

/** An empty answer below what the person sees now, or below the last answer of the turn. */
export function newAnswer(state: TurnState, model?: string): StoredMessage {
  const { parts } = state
  const { store, turn } = parts
  const conversation = store.conversation(turn.conversationId)
  const last = state.messageId ?? turn.userMessageId
  // The person went on meanwhile: the answer comes after what was said since.
  const goesOn = store.path(conversation.headId).some(({ id }) => id === last)
  const message: StoredMessage = {
    id: newId('m'),
    conversationId: conversation.id,
    parentId: goesOn ? conversation.headId! : last,
    role: 'assistant',
    text: '',
    attachments: [],
    ...(model !== undefined && { model }),
    turnId: turn.id,
    createdAt: new Date().toISOString(),
    calls: [],
    citations: [],
    notes: [],
  }
  state.messageId = message.id
  const shown = goesOn
    ? { ...conversation, headId: message.id, updatedAt: later(conversation.updatedAt) }
    : conversation
  store.put(shown, message)
  parts.emit({ type: 'chat-message', message })
  if (goesOn) parts.emit({ type: 'chat-conversation', conversation: shown })
  return message
}

/** An id that no other call has: models count theirs from 0 in every answer. */
export function newCall({ name, arguments: input }: ToolCall): StoredCall {
  return { id: newId('k'), tool: name, arguments: input, state: 'proposed', assets: [] }
}

export function putMessage({ store, emit }: TurnParts, message: StoredMessage): void {
  store.put(message)
  emit({ type: 'chat-message', message })
}

export function putCall(
  { store, emit }: TurnParts,
  messageId: string,
  callId: string,
  change: Partial<StoredCall>,
): void {
  const message = store.message(messageId)
  const calls = message.calls.map((call) => (call.id === callId ? { ...call, ...change } : call))
  store.put({ ...message, calls })
  const call = calls.find(({ id }) => id === callId)!
  emit({ type: 'chat-call', conversationId: message.conversationId, messageId, call })
}

export function addNotes({ store }: TurnParts, messageId: string, notes: readonly string[]): void {
  const message = store.message(messageId)
  store.put({ ...message, notes: [...message.notes, ...notes] })
}

export function allowAlways({ store, emit, turn }: TurnParts, tool: string): void {
  const conversation = store.conversation(turn.conversationId)
  const changed = { ...conversation, allowed: [...new Set([...(conversation.allowed ?? []), tool])] }
  store.put(changed)
  emit({ type: 'chat-conversation', conversation: changed })
}

export function setTurn({ store, emit, turn }: TurnParts, state: TurnRecord['state']): void {
  store.put({ ...turn, state })
  emit({ type: 'chat-turn', turn: store.turn(turn.id) })
}
