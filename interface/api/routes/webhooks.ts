import { createRoute, z } from '@hono/zod-openapi'
import { WorkspaceError } from '../../../base/error.ts'
import { type Delivery, type Webhook, webhookEvents } from '../../../core/webhooks/webhook.ts'
import { newSecret } from '../../../core/webhooks/webhook-store.ts'
import type { ApiContext } from '../context.ts'
import { definedOnly } from '../defined-only.ts'
import { pageLimit, pageOf } from '../schemas/page.ts'
import {
  type DeliveryView,
  deliverySchema,
  newWebhookSchema,
  type WebhookView,
  webhookChangeSchema,
  webhookViewSchema,
  webhookWithSecretSchema,
} from '../schemas/webhook.ts'
import { checkReceiver } from '../webhooks/check-receiver.ts'
import { failure, jsonAnswer, jsonBody, routeApp } from './route-app.ts'

const tags = ['Webhooks']
const idParameter = z.object({ id: z.string() })
const deliveryParameter = z.object({ id: z.string(), deliveryId: z.string() })

const list = createRoute({
  method: 'get',
  path: '/webhooks',
  tags,
  summary: 'The programs that are told what happens, and what they can be told of.',
  responses: {
    200: jsonAnswer(
      z.object({ items: z.array(webhookViewSchema), events: z.array(z.enum(webhookEvents)) }),
      'Webhooks.',
    ),
    ...failure,
  },
})

const add = createRoute({
  method: 'post',
  path: '/webhooks',
  tags,
  summary: 'Tell a program what happens. The answer shows its secret, this once.',
  request: { body: jsonBody(newWebhookSchema) },
  responses: { 201: jsonAnswer(webhookWithSecretSchema, 'The webhook.'), ...failure },
})

const change = createRoute({
  method: 'patch',
  path: '/webhooks/{id}',
  tags,
  summary: 'Change a webhook, switch it off or on, give it a new secret.',
  request: { params: idParameter, body: jsonBody(webhookChangeSchema) },
  responses: { 200: jsonAnswer(webhookWithSecretSchema, 'The webhook.'), ...failure },
})

const remove = createRoute({
  method: 'delete',
  path: '/webhooks/{id}',
  tags,
  summary: 'Forget a webhook and its log.',
  request: { params: idParameter },
  responses: { 204: { description: 'It is gone.' }, ...failure },
})

const log = createRoute({
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  tags,
  summary: 'What was sent and what came of it, the newest first.',
  request: { params: idParameter, query: z.object({ cursor: z.string().optional(), limit: pageLimit }) },
  responses: { 200: jsonAnswer(pageOf(deliverySchema), 'Messages with their tries.'), ...failure },
})

const test = createRoute({
  method: 'post',
  path: '/webhooks/{id}/test',
  tags,
  summary: 'Send a message of type webhook-test, once, and wait for what comes of it.',
  request: { params: idParameter },
  responses: { 200: jsonAnswer(deliverySchema, 'The message with its try.'), ...failure },
})

const redeliver = createRoute({
  method: 'post',
  path: '/webhooks/{id}/deliveries/{deliveryId}/redeliver',
  tags,
  summary: 'Send a message again under the same id, and wait for the first try.',
  request: { params: deliveryParameter },
  responses: { 200: jsonAnswer(deliverySchema, 'The message with its tries.'), ...failure },
})

/** Webhooks: list, add, change, remove, log, test, send again. */
export function webhookRoutes({ workspace, events, webhooks }: ApiContext) {
  const { receivers, deliveries } = workspace.webhooks
  const changed = () => events.add({ type: 'webhooks-changed' })
  return routeApp()
    .openapi(list, (c) => c.json({ items: receivers.list().map(viewWebhook), events: [...webhookEvents] }, 200))
    .openapi(add, async (c) => {
      const given = c.req.valid('json')
      await checkReceiver(given.url, workspace.config.server)
      const webhook = receivers.add(definedOnly(given))
      changed()
      return c.json({ ...viewWebhook(webhook), secret: webhook.secret }, 201)
    })
    .openapi(change, async (c) => {
      const { newSecret: renew = false, ...given } = c.req.valid('json')
      if (given.url !== undefined) await checkReceiver(given.url, workspace.config.server)
      const secret = renew ? { secret: newSecret() } : {}
      const webhook = receivers.change(c.req.valid('param').id, { ...definedOnly(given), ...secret })
      if (!webhook.enabled) deliveries.giveUp(webhook.id)
      changed()
      return c.json({ ...viewWebhook(webhook), ...secret }, 200)
    })
    .openapi(remove, (c) => {
      const { id } = c.req.valid('param')
      receivers.remove(id)
      deliveries.deleteOf(id)
      changed()
      return c.body(null, 204)
    })
    .openapi(log, (c) => {
      const { id } = receivers.get(c.req.valid('param').id)
      const { cursor, limit } = c.req.valid('query')
      const found = deliveries.list(id, { limit: limit + 1, ...(cursor !== undefined && { before: cursor }) })
      const items = found.slice(0, limit).map(viewDelivery)
      const nextCursor = found.length > limit ? items.at(-1)!.id : undefined
      return c.json({ items, ...(nextCursor !== undefined && { nextCursor }) }, 200)
    })
    .openapi(test, async (c) => {
      const webhook = receivers.get(c.req.valid('param').id)
      return c.json(viewDelivery(await webhooks.test(webhook)), 200)
    })
    .openapi(redeliver, async (c) => {
      const { id, deliveryId } = c.req.valid('param')
      const delivery = deliveries.get(deliveryId)
      if (delivery.webhookId !== receivers.get(id).id) {
        throw new WorkspaceError('not-found', `This webhook has no message "${deliveryId}".`)
      }
      return c.json(viewDelivery(await webhooks.redeliver(delivery)), 200)
    })
}

function viewWebhook({ secret: _, ...webhook }: Webhook): WebhookView {
  return { ...definedOnly(webhook), events: [...webhook.events] } as WebhookView
}

function viewDelivery({ tries: _, attempts, ...delivery }: Delivery): DeliveryView {
  return { ...delivery, attempts: attempts.map((attempt) => ({ ...attempt })) }
}
