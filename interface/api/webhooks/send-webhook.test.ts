import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Webhook } from 'standardwebhooks'
import { newSecret } from '../../../core/webhooks/webhook-store.ts'
import { startReceiver } from './receiver.fixture.ts'
import { retryDelay } from './retry-delay.ts'
import { sendWebhook } from './send-webhook.ts'

const { signal } = new AbortController()
const secret = newSecret()
const options = { secret, userAgent: 'ai-workspace/test', allowPrivate: true, timeoutMs: 400, signal }
const message = { id: 'msg_1', body: '{"type":"job-end","data":{"text":"ünïcode"}}' }

test('the signature is one that the receivers’ own library accepts, and changed bytes are not', async (t) => {
  const { url, received } = await startReceiver(t)
  const { status, response } = await sendWebhook(message, { ...options, url })
  assert.deepEqual([status, response], [200, 'thanks'])
  const { headers, body } = received[0]!
  const verifier = new Webhook(secret)
  assert.deepEqual(verifier.verify(body, headers as Record<string, string>), JSON.parse(message.body))
  assert.throws(() => verifier.verify(`${body} `, headers as Record<string, string>))
  assert.throws(() => new Webhook(newSecret()).verify(body, headers as Record<string, string>))
})

test('a receiver that hangs, closes, answers an error or sends elsewhere is told as such', async (t) => {
  const hangs = await startReceiver(t, () => {})
  assert.match((await sendWebhook(message, { ...options, url: hangs.url })).error ?? '', /No answer within/)
  const closes = await startReceiver(t, (response) => response.destroy())
  assert.ok((await sendWebhook(message, { ...options, url: closes.url })).error)
  const fails = await startReceiver(t, (response) => void response.writeHead(503, { 'retry-after': '120' }).end('busy'))
  const failed = await sendWebhook(message, { ...options, url: fails.url })
  assert.deepEqual([failed.status, failed.response, failed.retryAfterMs], [503, 'busy', 120_000])
  const elsewhere = await startReceiver(t)
  const sends = await startReceiver(t, (response) => void response.writeHead(302, { location: elsewhere.url }).end())
  assert.equal((await sendWebhook(message, { ...options, url: sends.url })).status, 302)
  assert.equal(elsewhere.received.length, 0)
})

test('an answer without end is cut off', async (t) => {
  const talks = await startReceiver(t, (response) => {
    const more = setInterval(() => response.write('x'.repeat(1000)), 1)
    response.on('close', () => clearInterval(more))
  })
  const { status, response } = await sendWebhook(message, { ...options, timeoutMs: 10_000, url: talks.url })
  assert.deepEqual([status, response?.length], [200, 2000])
})

test('without the setting nothing is sent to this machine', async (t) => {
  const { url, received } = await startReceiver(t)
  const { error } = await sendWebhook(message, { ...options, allowPrivate: false, url })
  assert.match(error ?? '', /this machine or its network/)
  assert.equal(received.length, 0)
})

test('a name that means another address a moment later gains nothing: the one that was looked at is connected to', async (t) => {
  const { url, received } = await startReceiver(t)
  const { port } = new URL(url)
  let asked = 0
  const resolve = async () => {
    asked++
    return [{ address: asked === 1 ? '127.0.0.1' : '10.255.255.1', family: 4 }]
  }
  const sent = await sendWebhook(message, { ...options, url: `http://tool.example:${port}/`, resolve })
  assert.deepEqual([sent.status, asked, received[0]!.headers.host], [200, 1, `tool.example:${port}`])
})

test('waits grow, spread, heed the receiver up to a day, and end', () => {
  const middle = () => 0.5
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tries) => retryDelay(tries, { random: middle })!)
  assert.deepEqual(
    waits,
    [...waits].sort((a, b) => a - b),
  )
  assert.equal(retryDelay(10), undefined)
  assert.equal(retryDelay(1, { random: () => 0 }), 4000)
  assert.equal(retryDelay(1, { random: () => 1 }), 6000)
  assert.equal(retryDelay(1, { retryAfterMs: 60_000 }), 60_000)
  assert.equal(retryDelay(1, { retryAfterMs: 1e12 }), 86_400_000)
})
