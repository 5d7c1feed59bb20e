import { z } from 'zod'
import type { ChatDelta } from '../../base/chat.ts'
import { type ErrorCode, errorCodes } from '../../base/error.ts'

/** What the calls of a conversation may do unasked: ask first before every change, only before what cannot be taken lightly, or do nothing. */
export const chatModes = ['ask', 'auto', 'plan'] as const
export type ChatMode = (typeof chatModes)[number]

const errorSchema = z.object({
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  hint: z.string().optional(),
})

export const conversationSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  title: z.string(),
  /** Whether a person gave the title: then it is never made of the messages again. */
  titled: z.boolean().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Id of the language model; absent: the default one. */
  model: z.string().optional(),
  mode: z.enum(chatModes),
  systemPrompt: z.string().optional(),
  /** The message whose branch is shown: the newest one of it. */
  headId: z.string().optional(),
  /** Tools that the person has allowed for good in this conversation. */
  allowed: z.array(z.string()).optional(),
  trashedAt: z.string().optional(),
})
export type Conversation = z.output<typeof conversationSchema>

/** What a person answers to a call that asks. */
export type CallAnswer = 'allow' | 'refuse' | 'allow-always'

const callStates = ['proposed', 'asking', 'running', 'done', 'failed', 'refused'] as const

/** A call of a tool, and what became of it. */
export const storedCallSchema = z.object({
  id: z.string(),
  tool: z.string(),
  arguments: z.unknown(),
  state: z.enum(callStates),
  jobId: z.string().optional(),
  /** `{ ok: true, … }` or `{ ok: false, code, message, hint? }`. */
  result: z.unknown().optional(),
  /** Ids of the assets it made or changed. */
  assets: z.array(z.string()),
  /** Why it asks. */
  reason: z.string().optional(),
  /** What it is expected to take, from past jobs. */
  planned: z
    .object({ seconds: z.number().optional(), images: z.number().optional(), bytes: z.number().optional() })
    .optional(),
})
export type StoredCall = z.output<typeof storedCallSchema>

const citationSchema = z.object({ assetId: z.string().optional(), path: z.string().optional(), quote: z.string() })
export type Citation = z.output<typeof citationSchema>

export const storedMessageSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** Absent for the first message of the conversation (or of another beginning of it). */
  parentId: z.string().optional(),
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  reasoning: z.string().optional(),
  /** Ids of assets, and paths of text files of the project. */
  attachments: z.array(z.string()),
  model: z.string().optional(),
  turnId: z.string(),
  createdAt: z.string(),
  calls: z.array(storedCallSchema),
  citations: z.array(citationSchema),
  /** What the person should know of how it was made: 'The oldest 6 messages were left out.' */
  notes: z.array(z.string()),
  /** Absent while it is being made. */
  finish: z.enum(['stop', 'length', 'calls', 'stopped', 'failed']).optional(),
  error: errorSchema.optional(),
  usage: z.object({ promptTokens: z.number(), replyTokens: z.number() }).optional(),
})
export type StoredMessage = z.output<typeof storedMessageSchema>

export const turnStates = ['running', 'asking', 'done', 'failed', 'stopped'] as const

export const turnSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  userMessageId: z.string(),
  state: z.enum(turnStates),
  createdAt: z.string(),
  /** The process that works on it, so that others know whether it still can. */
  owner: z.string().optional(),
})
export type TurnRecord = z.output<typeof turnSchema>

/** One message of a person and everything that came of it: undone and done again as one. */
export interface Turn {
  readonly id: string
  readonly conversationId: string
  readonly userMessageId: string
  readonly state: (typeof turnStates)[number]
  readonly createdAt: string
  /** How many things it changed. */
  readonly changes: number
  readonly undone: boolean
  /** What undo or redo left as it is, because it was changed since: one sentence each. Only in their answer. */
  readonly conflicts?: readonly string[]
}

/** A conversation with all branches of its messages, oldest first. */
export interface ConversationTree {
  readonly conversation: Conversation
  readonly messages: readonly StoredMessage[]
  readonly turns: readonly Turn[]
}

/** What happens in conversations of this process, for everyone who watches. */
export type ChatEvent =
  | { readonly type: 'chat-message'; readonly message: StoredMessage }
  | {
      readonly type: 'chat-delta'
      readonly conversationId: string
      readonly messageId: string
      readonly delta: ChatDelta
    }
  | {
      readonly type: 'chat-call'
      readonly conversationId: string
      readonly messageId: string
      readonly call: StoredCall
    }
  | { readonly type: 'chat-turn'; readonly turn: Turn }
  | { readonly type: 'chat-conversation'; readonly conversation: Conversation }
