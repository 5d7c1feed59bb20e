import { z } from 'zod'
import { conversationSchema, storedMessageSchema, turnSchema } from '../conversation.ts'

/** One line of a project's `chat.jsonl`: a whole record each, the last one of an id counts. */
export const chatLineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('conversation'), conversation: conversationSchema }),
  z.object({ type: z.literal('message'), message: storedMessageSchema }),
  z.object({ type: z.literal('turn'), turn: turnSchema }),
  /** Its messages stand in another project's file from here on. */
  z.object({ type: z.literal('moved'), conversation: z.string() }),
])
export type ChatLine = z.output<typeof chatLineSchema>
