import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import sharp from 'sharp'
import { startTestServer } from '../../../test/test-server.ts'

type Page = { items: { id: string; name: string }[]; total: number }

/** A server with five pictures, made over two sessions that interrupt each other. */
async function prepare(t: TestContext) {
  const server = await startTestServer(t)
  const ids: string[] = []
  for (const [index, session] of ['one', 'two', 'two', 'one', 'one'].entries()) {
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: { r: index, g: 0, b: 0 } } })
      .png()
      .toBuffer()
    const asset = await server.workspace.assets.put(
      { name: `p${index}`, kind: 'image', mediaType: 'image/png' },
      bytes,
      {
        project: server.workspace.projects.current(),
        jobId: '',
        session,
        recipe: undefined,
      },
    )
    ids.push(asset.id)
  }
  await server.send('/api/v1/assets/batch', { ids, action: 'make-current' })
  return { ...server, ids }
}

test('a list can be entered anywhere, and its length is always told', async (t) => {
  const { get, call } = await prepare(t)
  const names = async (query: string) => {
    const { items, total } = await get<Page>(`/api/v1/assets?${query}`)
    return [items.map(({ name }) => name).join(' '), total]
  }
  assert.deepEqual(await names('offset=1&limit=2'), ['p3 p2', 5])
  assert.deepEqual(await names('offset=4&limit=2'), ['p0', 5], 'the last page')
  assert.deepEqual(await names('offset=9&limit=2'), ['', 5], 'behind the end')
  assert.deepEqual(await names('offset=1&limit=1&sort=name'), ['p1', 5])
  assert.equal((await call('/api/v1/assets?offset=1&cursor=x')).status, 400)
})

test('the ids of a range come in the order of the list', async (t) => {
  const { get, ids } = await prepare(t)
  assert.deepEqual(await get('/api/v1/assets/ids?sort=oldest'), { ids })
  assert.deepEqual(await get('/api/v1/assets/ids?offset=1&limit=2'), { ids: [ids[3], ids[2]] })
  assert.deepEqual(await get('/api/v1/assets/ids?q=p4'), { ids: [ids[4]] })
})

test('the timeline says how the list falls into days and sessions', async (t) => {
  const { get, call } = await prepare(t)
  const groups = async (query: string) =>
    (await get<{ items: { key: string; count: number }[] }>(`/api/v1/assets/timeline?${query}`)).items
  assert.deepEqual(await groups('by=session'), [
    { key: 'one', count: 2 },
    { key: 'two', count: 2 },
    { key: 'one', count: 1 },
  ])
  assert.deepEqual(
    (await groups('by=session&sort=oldest')).map(({ count }) => count),
    [1, 2, 2],
  )
  const days = await groups('by=day')
  assert.equal(
    days.reduce((sum, { count }) => sum + count, 0),
    5,
  )
  assert.match(days[0]!.key, /^\d{4}-\d\d-\d\d$/)
  assert.deepEqual(await groups('q=nothing'), [])
  assert.equal((await call('/api/v1/assets/timeline?sort=name')).status, 400)
})

test('some of the trash is measured and deleted for good, the rest stays', async (t) => {
  const { get, send, ids, workspace } = await prepare(t)
  await send('/api/v1/assets/batch', { ids: ids.slice(0, 3), action: 'trash' })
  const chosen = { ids: [ids[0], ids[4]] }
  const { sizeBytes } = workspace.assets.get(ids[0]!)
  const size = await send('/api/v1/trash/size', chosen)
  assert.deepEqual(size, { count: 1, bytes: sizeBytes, madeFromThem: 0 }, 'what is not in the trash does not count')
  assert.deepEqual(await send('/api/v1/trash/delete', chosen), { deleted: 1, bytes: sizeBytes, keptFiles: 0 })
  assert.equal((await get<Page>('/api/v1/assets?trashed=true')).total, 2)
  assert.equal((await get<Page>('/api/v1/assets')).total, 2)
})

test('of equal files that arrive at the same time one is new and the others are it', async (t) => {
  const { call, get } = await prepare(t)
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123456' } })
    .png()
    .toBuffer()
  const answers = await Promise.all(
    ['a.png', 'b.png', 'c.png'].map(async (name) => {
      const form = new FormData()
      form.set('file', new Blob([Uint8Array.from(bytes)]), name)
      const answer = await call('/api/v1/assets', { method: 'POST', body: form })
      return { status: answer.status, id: ((await answer.json()) as { id: string }).id }
    }),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 201])
  assert.equal(new Set(answers.map(({ id }) => id)).size, 1)
  assert.equal((await get<Page>('/api/v1/assets')).total, 6)
})
