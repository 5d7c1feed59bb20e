import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import sharp from 'sharp'
import { startTestServer, type TestServer } from '../../../test/test-server.ts'
import type { AssetView } from '../schemas/asset.ts'
import type { CollectionView, ProjectView } from '../schemas/project.ts'

async function upload({ call }: TestServer, name: string, red: number, projectId = ''): Promise<AssetView> {
  const form = new FormData()
  const background = { r: red, g: 2, b: 3 }
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer()
  form.set('projectId', projectId)
  form.set('file', new Blob([Uint8Array.from(bytes)]), `${name}.png`)
  return (await call('/api/v1/assets', { method: 'POST', body: form })).json() as Promise<AssetView>
}

test('projects are made, renamed and chosen; the new name outlives the index', async (t) => {
  const server = await startTestServer(t)
  const { send, get, workspace } = server
  workspace.projects.current()
  const made = await send<ProjectView>('/api/v1/projects', { name: 'Old Castle' })
  assert.deepEqual([made.slug, made.current, made.assets], ['old-castle', false, 0])
  const asset = await upload(server, 'wall', 1, made.slug)
  const renamed = await send<ProjectView>('/api/v1/projects/old-castle', { name: 'New Castle' }, { method: 'PATCH' })
  assert.deepEqual([renamed.slug, renamed.name, renamed.assets], ['old-castle', 'New Castle', 1])
  assert.equal(renamed.sizeBytes, asset.sizeBytes)
  assert.equal((await send<ProjectView>('/api/v1/projects/old-castle/use')).current, true)
  assert.match(readFileSync(join(renamed.folder, 'workspace.json'), 'utf8'), /New Castle/)
  await workspace.reindex()
  const { items } = await get<{ items: ProjectView[] }>('/api/v1/projects')
  assert.deepEqual(
    items.map(({ name, current }) => [name, current]),
    [
      ['My Project', false],
      ['New Castle', true],
    ],
  )
})

test('steps are listed, undone and redone', async (t) => {
  const server = await startTestServer(t)
  const { send, get, workspace } = server
  await upload(server, 'a', 1)
  await upload(server, 'b', 2)
  const { slug } = workspace.projects.current()
  type History = { items: { label: string; undone: boolean }[]; canUndo: boolean; canRedo: boolean }
  const history = () => get<History>(`/api/v1/projects/${slug}/history`)
  assert.deepEqual(
    (await history()).items.map(({ label }) => label),
    ['import b.png', 'import a.png'],
  )
  assert.deepEqual((await send<{ label: string; undone: boolean }>(`/api/v1/projects/${slug}/undo`)).undone, true)
  assert.equal((await get<{ total: number }>('/api/v1/assets')).total, 1)
  const { canUndo, canRedo } = await history()
  assert.deepEqual([canUndo, canRedo], [true, true])
  await send(`/api/v1/projects/${slug}/redo`)
  assert.equal((await history()).canRedo, false)
  await assert.rejects(send(`/api/v1/projects/${slug}/redo`), /nothing to redo/)
})

test('a collection holds assets of its project, and a rebuilt index knows it', async (t) => {
  const server = await startTestServer(t)
  const { send, get, workspace } = server
  const [one, two] = [await upload(server, 'one', 1), await upload(server, 'two', 2)]
  const made = await send<CollectionView>('/api/v1/collections', { name: ' My  best ' })
  assert.deepEqual([made.name, made.count], ['My best', 0])
  const batch = (body: object) => send<{ changed: number }>('/api/v1/assets/batch', body)
  const ids = [one.id, two.id]
  assert.equal((await batch({ ids, action: 'collect', collection: made.id })).changed, 2)
  assert.equal((await batch({ ids: [two.id], action: 'uncollect', collection: made.id })).changed, 1)
  await send(`/api/v1/collections/${made.id}`, { name: 'Best' }, { method: 'PATCH' })
  await send(`/api/v1/assets/${one.id}`, { rating: 5 }, { method: 'PATCH' })
  const seen = async () => ({
    collections: await get('/api/v1/collections'),
    inside: (await get<{ items: AssetView[] }>(`/api/v1/assets?collection=${made.id}`)).items,
  })
  const before = await seen()
  assert.deepEqual(
    before.inside.map(({ id, rating, collections }) => ({ id, rating, collections })),
    [{ id: one.id, rating: 5, collections: [made.id] }],
  )
  await workspace.reindex()
  assert.deepEqual(await seen(), before)

  const other = await send<ProjectView>('/api/v1/projects', { name: 'Other' })
  const foreign = await upload(server, 'three', 3, other.id)
  await assert.rejects(batch({ ids: [foreign.id], action: 'collect', collection: made.id }), /another project/)
  await assert.rejects(send('/api/v1/collections', { name: 'best' }), /already a collection/)
  await send(`/api/v1/collections/${made.id}`, undefined, { method: 'DELETE' })
  assert.deepEqual((await get<{ items: unknown[] }>('/api/v1/collections')).items, [])
  assert.equal((await get<{ total: number }>('/api/v1/assets')).total, 3)
})

test('the trash tells its size and is emptied for good', async (t) => {
  const server = await startTestServer(t)
  const { send, get } = server
  const [one] = [await upload(server, 'one', 1), await upload(server, 'two', 2)]
  await send('/api/v1/assets/batch', { ids: [one.id], action: 'trash' })
  const { count, bytes } = await get<{ count: number; bytes: number }>('/api/v1/trash/size')
  assert.deepEqual([count, bytes], [1, one.sizeBytes])
  assert.deepEqual(await send('/api/v1/trash', undefined, { method: 'DELETE' }), { deleted: 1, bytes, keptFiles: 0 })
  assert.equal((await server.call(`/api/v1/assets/${one.id}`)).status, 404)
  assert.equal((await server.call(one.url)).status, 404)
})
