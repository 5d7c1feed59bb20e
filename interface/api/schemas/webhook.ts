import { z } from '@hono/zod-openapi'
import { webhookEvents } from '../../../core/webhooks/webhook.ts'

const events = z.array(z.enum(webhookEvents)).min(1)
const description = z.string().max(500)
const url = z.url({ protocol: /^https?$/ }).max(2000)
const secret = z.string().max(200).openapi({ description: '"whsec_" and base64 of 24 to 64 bytes.' })

/** A program that is told what happens. Its secret is shown once, when it is made. */
export const webhookViewSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.enum(webhookEvents)),
    description: z.string().optional(),
    enabled: z.boolean(),
    disabledReason: z.string().optional().openapi({ description: 'Why the workspace switched it off.' }),
    failingSince: z.string().optional().openapi({ description: 'Nothing has arrived since then.' }),
    createdAt: z.string(),
  })
  .openapi('Webhook')
export type WebhookView = z.infer<typeof webhookViewSchema>

export const webhookWithSecretSchema = webhookViewSchema
  .extend({ secret: z.string().optional().openapi({ description: 'Only where it is new: it is not shown again.' }) })
  .openapi('WebhookWithSecret')
export type WebhookWithSecret = z.infer<typeof webhookWithSecretSchema>

export const newWebhookSchema = z
  .strictObject({
    url: url.openapi({ example: 'https://tool.example/hook' }),
    events: events.openapi({ example: ['job-end'] }),
    description: description.optional(),
    secret: secret.optional(),
  })
  .openapi('NewWebhook')

export const webhookChangeSchema = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    description: description.optional(),
    enabled: z.boolean().optional().openapi({ example: true }),
    newSecret: z.boolean().optional().openapi({ description: 'Make a new secret; the answer shows it once.' }),
  })
  .openapi('WebhookChange')

export const deliverySchema = z
  .object({
    id: z.string().openapi({ description: "The receiver's webhook-id: the same for every try." }),
    webhookId: z.string(),
    type: z.string(),
    body: z.string().openapi({ description: 'JSON, byte for byte as it is sent.' }),
    state: z.enum(['waiting', 'delivered', 'failed']),
    createdAt: z.string(),
    dueAt: z.string().optional().openapi({ description: 'When it is tried next.' }),
    attempts: z.array(
      z.object({
        at: z.string(),
        ms: z.int(),
        status: z.int().optional(),
        response: z.string().optional().openapi({ description: 'The beginning of the answer.' }),
        error: z.string().optional().openapi({ description: 'Why no answer came.' }),
      }),
    ),
  })
  .openapi('WebhookDelivery')
export type DeliveryView = z.infer<typeof deliverySchema>
