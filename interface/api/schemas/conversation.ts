import { z } from '@hono/zod-openapi'
import { errorSchema } from './error.ts'
import { pageOf } from './page.ts'

export const chatModes = ['ask', 'auto', 'plan'] as const
const modeSchema = z.enum(chatModes).openapi({
  description:
    'ask: every change is asked about first; auto: only what is destructive, expensive or downloads; plan: nothing is done, only said.',
})

/** A conversation as the API shows it. */
export const conversationSchema = z
  .object({
    id: z.string(),
    projectId: z.string(),
    title: z.string().openapi({ description: 'Empty until the first message.' }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    model: z.string().optional().openapi({ description: 'Id of its language model; absent: the default one.' }),
    mode: modeSchema,
    systemPrompt: z.string().optional(),
    headId: z.string().optional().openapi({ description: 'The last message of the branch that is shown.' }),
    allowed: z.array(z.string()).optional().openapi({ description: 'Tools that are not asked about any more.' }),
    state: z
      .enum(['idle', 'running', 'asking'])
      .openapi({ description: 'Whether a turn is under way, or waits for a permission.' }),
  })
  .openapi('Conversation')

export type ConversationView = z.infer<typeof conversationSchema>

export const conversationPageSchema = pageOf(conversationSchema).openapi('ConversationPage')

/** A call of a tool as the API shows it. */
const callSchema = z
  .object({
    id: z.string(),
    tool: z.string(),
    arguments: z.unknown(),
    state: z.enum(['proposed', 'asking', 'running', 'done', 'failed', 'refused']),
    jobId: z.string().optional().openapi({ description: 'The job that runs it: its progress is that of the call.' }),
    result: z.unknown().optional(),
    assets: z.array(z.string()).openapi({ description: 'Ids of what it made or found.' }),
    reason: z.string().optional().openapi({ description: 'Why it asks first.' }),
    planned: z
      .object({ seconds: z.number().optional(), images: z.number().optional(), bytes: z.number().optional() })
      .optional()
      .openapi({ description: 'What it will cost, as far as that is known.' }),
  })
  .openapi('ChatCall')

export type ChatCallView = z.infer<typeof callSchema>

/** A message as the API shows it. While it is written `finish` is absent and `text` is what there is so far. */
const messageSchema = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    parentId: z.string().optional().openapi({ description: 'The message before it; several may have the same.' }),
    role: z.enum(['user', 'assistant']),
    text: z.string(),
    reasoning: z.string().optional(),
    attachments: z.array(z.string()).openapi({ description: 'Ids of assets.' }),
    model: z.string().optional(),
    turnId: z.string(),
    createdAt: z.iso.datetime(),
    calls: z.array(callSchema),
    citations: z.array(z.object({ assetId: z.string().optional(), path: z.string().optional(), quote: z.string() })),
    notes: z
      .array(z.string())
      .openapi({ description: 'What a person should know: the oldest messages were left out …' }),
    finish: z.enum(['stop', 'length', 'calls', 'stopped', 'failed']).optional(),
    error: errorSchema.shape.error.optional(),
    usage: z.object({ promptTokens: z.int(), replyTokens: z.int() }).optional(),
  })
  .openapi('ChatMessage')

export type ChatMessageView = z.infer<typeof messageSchema>

/** One message of a person and everything that came of it; what it changed is undone as one. */
export const turnSchema = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    userMessageId: z.string(),
    state: z.enum(['running', 'asking', 'done', 'failed', 'stopped']),
    createdAt: z.iso.datetime(),
    changes: z.int().openapi({ description: 'How many things it changed.' }),
    undone: z.boolean(),
    conflicts: z
      .array(z.string())
      .optional()
      .openapi({ description: 'In the answer of undo and redo: what was left as it is since it was changed later.' }),
  })
  .openapi('ChatTurn')

export type ChatTurnView = z.infer<typeof turnSchema>

/** A conversation with every message of every branch. */
export const openConversationSchema = z
  .object({
    conversation: conversationSchema,
    messages: z.array(messageSchema),
    turns: z.array(turnSchema),
    seq: z.string().openapi({ description: 'The last event that is in it: those after it are news.' }),
  })
  .openapi('OpenConversation')

export type OpenConversationView = z.infer<typeof openConversationSchema>

const title = z.string().trim().min(1).max(200)
const model = z.string().max(300)

export const newConversationSchema = z
  .strictObject({
    projectId: z.string().max(200).optional().openapi({ description: 'Id or slug; absent: the current project.' }),
    title: title.optional().openapi({ description: 'Absent: made from the first message.' }),
    model: model.optional(),
    mode: modeSchema.optional(),
  })
  .openapi('NewConversation')

export const conversationChangeSchema = z
  .strictObject({
    title: title.optional(),
    model: model.optional().openapi({ description: 'Empty: the default one.' }),
    mode: modeSchema.optional(),
    systemPrompt: z.string().max(20_000).optional(),
    headId: z.string().optional().openapi({ description: 'Shows the branch that ends in this message.' }),
    allowed: z
      .array(z.string().max(100))
      .max(200)
      .optional()
      .openapi({ description: 'Tools that are not asked about any more: leave one out to be asked again.' }),
  })
  .openapi('ConversationChange')

export const newMessageSchema = z
  .strictObject({
    text: z.string().openapi({ example: 'Create a futuristic metal texture for a spaceship hull' }),
    attachments: z.array(z.string().max(40)).max(16).optional().openapi({ description: 'Ids of assets.' }),
    parentId: z.string().optional().openapi({
      description:
        'The message it follows; absent: the last shown. An earlier one begins a branch, "root" another beginning.',
    }),
    model: model.optional(),
    mode: modeSchema.optional(),
  })
  .openapi('NewChatMessage')

/** A language model as the API shows it. */
export const languageModelSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    summary: z.string(),
    kind: z.enum(['gguf', 'server', 'built-in']),
    loaded: z.boolean(),
    bytes: z.int().optional().openapi({ description: 'What it takes in memory.' }),
    contextTokens: z.int(),
    abilities: z.object({ images: z.boolean(), tools: z.enum(['grammar', 'asked', 'rules', 'none']) }),
    isDefault: z.boolean().openapi({ description: 'Answers where a conversation names none.' }),
  })
  .openapi('LanguageModel')

export type LanguageModelView = z.infer<typeof languageModelSchema>
