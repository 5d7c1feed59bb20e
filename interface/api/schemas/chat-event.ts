import type { ChatCallView, ChatMessageView, ChatTurnView, ConversationView } from './conversation.ts'

/** A piece of a message while it is written. `from` is how long its text was before, so that a piece is never taken twice and a gap is seen. */
export type ChatPiece =
  | { readonly type: 'text' | 'reasoning'; readonly text: string; readonly from: number }
  /** The model is loaded, or reads the prompt: fraction in [0, 1] where it is known. */
  | { readonly type: 'wait'; readonly what: 'load' | 'prompt'; readonly fraction?: number }

/** What happens in conversations. */
export type ChatEvent =
  | { readonly type: 'chat-conversation'; readonly conversation: ConversationView }
  | { readonly type: 'chat-message'; readonly message: ChatMessageView }
  | {
      readonly type: 'chat-delta'
      readonly conversationId: string
      readonly messageId: string
      readonly delta: ChatPiece
    }
  | {
      readonly type: 'chat-call'
      readonly conversationId: string
      readonly messageId: string
      readonly call: ChatCallView
    }
  | { readonly type: 'chat-turn'; readonly turn: ChatTurnView }
  /** A message came or changed that is too large to be sent along: ask for the conversation. */
  | { readonly type: 'chat-changed'; readonly conversationId: string }
