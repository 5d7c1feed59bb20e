import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tinyModels } from '../../../test/diffusion/tiny-models.ts'
import { small } from '../../../test/diffusion/tiny-workspace.ts'
import { startTestServer } from '../../../test/test-server.ts'

interface Loaded {
  items: { title: string; bytes: number; inUse: boolean; lastUsedAt: string }[]
  usedBytes: number
  limitBytes: number
}

test('what the engine has loaded is told, and freed part by part or as a whole', async (t) => {
  const { get, send, workspace } = await startTestServer(t)
  const empty = await get<Loaded>('/api/v1/models/loaded')
  assert.ok(empty.items.length === 0 && empty.usedBytes === 0 && empty.limitBytes > 1e8)
  using files = await tinyModels('tiny-sd15')
  await (await workspace.library()).add(files.path('tiny-sd15'), {})
  const job = await send<{ id: string }>('/api/v1/jobs', {
    node: 'image.generate',
    input: { ...small, model: 'tiny-sd15' },
  })
  assert.equal((await get(`/api/v1/jobs/${job.id}?waitSeconds=60`))['state'], 'done')
  const full = await get<Loaded>('/api/v1/models/loaded')
  assert.ok(full.items.length >= 3 && full.items.every(({ inUse, bytes }) => !inUse && bytes > 0))
  assert.equal(
    full.usedBytes,
    full.items.reduce((sum, { bytes }) => sum + bytes, 0),
  )
  const unet = full.items.find(({ title }) => title.startsWith('U-Net'))!
  const without = await send<Loaded>('/api/v1/models/unload', { title: unet.title })
  assert.deepEqual(
    without.items.map(({ title }) => title),
    full.items.map(({ title }) => title).filter((title) => title !== unet.title),
  )
  assert.deepEqual((await send<Loaded>('/api/v1/models/unload', {})).items, [])
})
