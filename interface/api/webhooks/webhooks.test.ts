import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { openWorkspace } from '../../../core/workspace.ts'
import { temporaryFolder } from '../../../test/temporary-workspace.ts'
import { startTestServer, type TestServer } from '../../../test/test-server.ts'
import type { DeliveryView, WebhookView, WebhookWithSecret } from '../schemas/webhook.ts'
import { startServer } from '../server.ts'
import { startReceiver } from './receiver.fixture.ts'

const job = { node: 'image.generate', input: { prompt: 'copper gear', width: 64, height: 64, seed: 1 } }

test('a receiver is told of the end of a job, signed with the secret that was shown once', async (t) => {
  const { send, get, workspace } = await openTestServer(t)
  const { url, received } = await startReceiver(t)
  const webhook = await send<WebhookWithSecret>('/api/v1/webhooks', { url, events: ['job-end', 'asset-added'] })
  const { id } = await send<{ id: string }>('/api/v1/jobs', job)
  await get(`/api/v1/jobs/${id}?waitSeconds=60`)
  while (!received.some(({ body }) => body.includes('job-end'))) await wait(20)
  const bodies = received.map(({ headers, body }) =>
    new Webhook(webhook.secret!).verify(body, headers as Record<string, string>),
  ) as { type: string; data: Record<string, unknown> }[]
  const end = bodies.find(({ type }) => type === 'job-end')!
  assert.deepEqual([end.data['id'], end.data['state']], [id, 'done'])
  assert.ok(
    !JSON.stringify({ ...end, data: { ...end.data, assets: [] } }).includes('copper'),
    'what went in stays here',
  )
  assert.ok(bodies.some(({ type }) => type === 'asset-added') && !bodies.some(({ type }) => type === 'job-start'))
  const list = await get<{ items: WebhookView[] }>('/api/v1/webhooks')
  assert.ok(!JSON.stringify(list).includes('whsec_'))
  const path = join(workspace.home, 'config', 'webhooks.json')
  assert.ok(readFileSync(path, 'utf8').includes(webhook.secret!))
  if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o777, 0o600)
})

test('a failure is in the log and tried again; sent again by hand it keeps its id', async (t) => {
  const { send, get } = await openTestServer(t)
  let works = false
  const { url, received } = await startReceiver(
    t,
    (response) => void response.writeHead(works ? 204 : 500).end('broken'),
  )
  const { id } = await send<WebhookWithSecret>('/api/v1/webhooks', { url, events: ['project-changed'] })
  await send('/api/v1/projects', { name: 'Another' })
  const log = async () => (await get<{ items: DeliveryView[] }>(`/api/v1/webhooks/${id}/deliveries`)).items
  while ((await log())[0]?.attempts.length !== 1) await wait(20)
  const [failed] = await log()
  assert.deepEqual(
    [failed!.state, failed!.attempts[0]!.status, failed!.attempts[0]!.response],
    ['waiting', 500, 'broken'],
  )
  assert.ok(Date.parse(failed!.dueAt!) > Date.now())
  assert.ok((await get<{ items: WebhookView[] }>('/api/v1/webhooks')).items[0]!.failingSince)
  works = true
  const again = await send<DeliveryView>(`/api/v1/webhooks/${id}/deliveries/${failed!.id}/redeliver`)
  assert.deepEqual([again.state, again.attempts.length], ['delivered', 2])
  assert.deepEqual(new Set(received.map(({ headers }) => headers['webhook-id'])), new Set([failed!.id]))
  assert.equal((await get<{ items: WebhookView[] }>('/api/v1/webhooks')).items[0]!.failingSince, undefined)
})

test('a test is sent once and answers with what came of it; one that is gone is switched off', async (t) => {
  const { send, get, workspace } = await openTestServer(t)
  const { url } = await startReceiver(t, (response) => void response.writeHead(410).end())
  const { id } = await send<WebhookWithSecret>('/api/v1/webhooks', { url, events: ['config-changed'] })
  const tested = await send<DeliveryView>(`/api/v1/webhooks/${id}/test`)
  assert.deepEqual([tested.type, tested.state, tested.attempts[0]?.status], ['webhook-test', 'failed', 410])
  const shown = async () => (await get<{ items: WebhookView[] }>('/api/v1/webhooks')).items[0]!
  assert.ok((await shown()).enabled, 'a test switches nothing off')
  workspace.settings.change({ 'generate.width': 768 })
  while ((await shown()).enabled) await wait(20)
  assert.match((await shown()).disabledReason ?? '', /410/)
  const on = await send<WebhookWithSecret>(
    `/api/v1/webhooks/${id}`,
    { enabled: true, newSecret: true },
    { method: 'PATCH' },
  )
  assert.ok(on.enabled && on.disabledReason === undefined && on.secret?.startsWith('whsec_'))
})

test('one that hangs does not hold up the others', async (t) => {
  const { send, workspace } = await openTestServer(t)
  const hangs = await startReceiver(t, () => {})
  const works = await startReceiver(t)
  await send('/api/v1/webhooks', { url: hangs.url, events: ['config-changed'] })
  await send('/api/v1/webhooks', { url: works.url, events: ['config-changed'] })
  for (const width of [640, 704, 768, 832]) workspace.settings.change({ 'generate.width': width })
  while (works.received.length < 4) await wait(20)
  assert.equal(hangs.received.length, 2)
})

test('what could not be delivered is after a restart', async (t) => {
  const home = temporaryFolder(t)
  const receiver = await startReceiver(t)
  const open = async () => {
    const workspace = await openWorkspace({ home, environment: { PATH: process.env['PATH'] } })
    const studio = { folder: home, state: () => ({ kind: 'ready' }) as const }
    const server = await startServer(workspace, { port: 0, studio })
    return {
      workspace,
      close: async () => [await server[Symbol.asyncDispose](), await workspace[Symbol.asyncDispose]()],
    }
  }
  const first = await open()
  first.workspace.settings.change({ 'server.webhooksToPrivateAddresses': true })
  const { receivers } = first.workspace.webhooks
  const { id } = receivers.add({ url: receiver.url, events: ['job-end'] })
  await first.close()
  // Queued while no server was there to send it, as the command line does.
  await using between = await openWorkspace({ home, environment: {} })
  const { id: messageId } = between.webhooks.deliveries.add({ webhookId: id, type: 'job-end', body: '{}' })
  const second = await open()
  while (receiver.received.length === 0) await wait(20)
  assert.equal(receiver.received[0]!.headers['webhook-id'], messageId)
  while (second.workspace.webhooks.deliveries.get(messageId).state !== 'delivered') await wait(20)
  await second.close()
})

test('this machine is no receiver without the setting, and what is no address is refused', async (t) => {
  const { call } = await startTestServer(t)
  const status = async (body: object) => {
    const headers = { 'Content-Type': 'application/json' }
    return (await call('/api/v1/webhooks', { method: 'POST', headers, body: JSON.stringify(body) })).status
  }
  for (const url of ['http://127.0.0.1:1/', 'http://[::ffff:7f00:1]/', 'http://localhost/', 'ftp://tool.example/']) {
    assert.equal(await status({ url, events: ['job-end'] }), 400, url)
  }
  const url = 'https://93.184.216.34/hook'
  assert.equal(await status({ url, events: [] }), 400)
  assert.equal(await status({ url, events: ['job-preview'] }), 400)
  assert.equal(await status({ url: 'https://me:pw@93.184.216.34/', events: ['job-end'] }), 400)
  assert.equal(await status({ url, events: ['job-end'], secret: 'short' }), 400)
  assert.equal(await status({ url, events: ['job-end'] }), 201)
})

/** A server that may send to this machine. */
async function openTestServer(t: Parameters<typeof startTestServer>[0]): Promise<TestServer> {
  const opened = await startTestServer(t)
  opened.workspace.settings.change({ 'server.webhooksToPrivateAddresses': true })
  return opened
}
