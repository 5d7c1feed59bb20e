import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setSetting } from '../../../core/config/load-config.ts'
import { startTestServer } from '../../../test/test-server.ts'
import type { ConfigView } from '../schemas/config.ts'

const patch = { method: 'PATCH' }

test('settings change without a restart, all or none, and the file keeps them', async (t) => {
  const { get, send, call, workspace } = await startTestServer(t)
  const before = await get<ConfigView>('/api/v1/config')
  assert.deepEqual([before.values['generate']!['width'], before.changed], [512, {}])
  const after = await send<ConfigView>('/api/v1/config', { 'generate.width': 768, 'server.queueLimit': 1 }, patch)
  assert.deepEqual(after.changed, { 'generate.width': 768, 'server.queueLimit': 1 })
  assert.equal(workspace.config.server.queueLimit, 1)
  const body = JSON.stringify({ 'generate.width': 640, 'generate.height': 1 })
  const wrong = await call('/api/v1/config', { ...patch, body, headers: { 'Content-Type': 'application/json' } })
  assert.equal(wrong.status, 400)
  assert.equal(workspace.config.generate.width, 768)
  const back = await send<ConfigView>('/api/v1/config', { 'generate.width': null, 'server.queueLimit': null }, patch)
  assert.deepEqual([back.values['generate']!['width'], back.changed], [512, {}])
})

test('a secret is never shown, only that it is set', async (t) => {
  const { send } = await startTestServer(t)
  const after = await send<ConfigView>('/api/v1/config', { 'hub.token': 'hf_secret' }, patch)
  assert.deepEqual(after.secrets, { 'hub.token': true })
  assert.ok(!JSON.stringify(after).includes('hf_secret'))
})

test('the log level holds at once, and what another program writes is taken in', async (t) => {
  const { workspace, get } = await startTestServer(t)
  const told = new Promise<readonly string[]>((resolve) => workspace.settings.subscribe(resolve))
  setSetting(workspace.home, 'logs.level', 'error')
  assert.deepEqual(await told, ['logs.level'])
  assert.equal((await get<ConfigView>('/api/v1/config')).values['logs']!['level'], 'error')
})

test('a setting of the engine reaches the next job by a new engine process, others leave it alone', async (t) => {
  const { send, get } = await startTestServer(t)
  const run = async (seed: number) => {
    const input = { prompt: 'copper gear', width: 64, height: 64, seed }
    const { id } = await send<{ id: string }>('/api/v1/run/image.generate', input)
    assert.equal((await get(`/api/v1/jobs/${id}?waitSeconds=60`))['state'], 'done')
  }
  const engines = async () => (await get<{ items: unknown[] }>('/api/v1/logs?q=engine-start')).items.length
  await run(1)
  await send('/api/v1/config', { 'server.queueLimit': 500 }, patch)
  await run(2)
  assert.equal(await engines(), 1)
  await send('/api/v1/config', { 'engine.threads': 1 }, patch)
  await run(3)
  assert.equal(await engines(), 2)
})
