import { createHmac } from 'node:crypto'

/** The headers of one try: HMAC-SHA256 over 'id.timestamp.body' (Standard Webhooks, symmetric signatures). */
export function signWebhook(
  { id, body }: { readonly id: string; readonly body: string },
  secret: string,
  at: Date,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
