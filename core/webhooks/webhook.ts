import { z } from 'zod'

/** What other programs can be told of. */
export const webhookEvents = [
  'job-added',
  'job-start',
  'job-end',
  'asset-added',
  'assets-changed',
  'project-changed',
  'models-changed',
  'transfer-end',
  'config-changed',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** As config/webhooks.json keeps it. */
export const webhookSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)).min(1),
  description: z.string().optional(),
  /** 'whsec_' and base64 of 24 to 64 bytes, as Standard Webhooks has it. */
  secret: z.string(),
  enabled: z.boolean(),
  /** Why it was switched off by the workspace itself. */
  disabledReason: z.string().optional(),
  /** Nothing has arrived since then; absent while all is well. */
  failingSince: z.string().optional(),
  createdAt: z.string(),
})
export type Webhook = z.output<typeof webhookSchema>

/** One try to deliver. */
export interface DeliveryAttempt {
  readonly at: string
  readonly ms: number
  /** HTTP status; absent where no answer came. */
  readonly status?: number
  /** The beginning of the answer. */
  readonly response?: string
  /** Why no answer came. */
  readonly error?: string
}

/** A message to one webhook. */
export interface Delivery {
  /** The receiver's `webhook-id`: the same for every try. */
  readonly id: string
  readonly webhookId: string
  readonly type: string
  /** JSON, byte for byte as it is sent. */
  readonly body: string
  readonly state: 'waiting' | 'delivered' | 'failed'
  readonly createdAt: string
  /** When it is tried next. */
  readonly dueAt?: string
  /** Tries of this round: sending it again by hand begins a new one. */
  readonly tries: number
  readonly attempts: readonly DeliveryAttempt[]
}
