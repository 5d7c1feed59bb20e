import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tinyModels } from '../../../test/diffusion/tiny-models.ts'
import { startTestServer } from '../../../test/test-server.ts'
import type { TransferView } from '../schemas/transfer.ts'

test('a file of this machine is taken in outside of the request, and the change is told', async (t) => {
  const { send, get, call } = await startTestServer(t)
  using files = await tinyModels('tiny-sd15')
  const added = await call('/api/v1/models/add', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ path: files.path('tiny-sd15'), id: 'mine' }),
  })
  assert.equal(added.status, 202)
  const { id } = (await added.json()) as TransferView
  let transfer = await get<TransferView>(`/api/v1/transfers/${id}`)
  while (transfer.state !== 'done') transfer = await get<TransferView>(`/api/v1/transfers/${id}`)
  assert.equal(transfer.modelId, 'mine')
  const { items } = await get<{ items: { bytes: number }[] }>('/api/v1/models/disk')
  assert.deepEqual(items, [], 'it lies elsewhere')
  const verified = await send<TransferView>('/api/v1/models/mine/verify')
  let check = await get<TransferView>(`/api/v1/transfers/${verified.id}`)
  while (check.state !== 'done') check = await get<TransferView>(`/api/v1/transfers/${verified.id}`)
  assert.deepEqual(check.problems, [])
  assert.equal((await call(`/api/v1/transfers/${id}`, { method: 'DELETE' })).status, 204)
  assert.equal((await call(`/api/v1/transfers/${id}`)).status, 404)
})

test('models of a folder are found and used where they lie', async (t) => {
  const { send, get, call } = await startTestServer(t)
  using files = await tinyModels('tiny-sd15', 'tiny-inpaint')
  const { folder } = files
  const found = await send<{ items: { source: string; title: string }[] }>('/api/v1/models/scan', { folder })
  assert.equal(found.items.length, 2)
  assert.deepEqual((await get<{ items: unknown[] }>('/api/v1/models?parts=1')).items.length, 1)
  const [first] = found.items
  const taken = await send<{ items: { id: string }[] }>('/api/v1/models/register', { folder, sources: [first!.source] })
  assert.equal(taken.items.length, 1)
  const again = await send<{ items: unknown[] }>('/api/v1/models/scan', { folder })
  assert.equal(again.items.length, 1)
  const wrong = await call('/api/v1/models/servers', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ url: 'http://127.0.0.1:1' }),
  })
  assert.equal(wrong.status, 502)
})
