import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import sharp from 'sharp'
import { boxDocument } from '../../../core/generation3d/fixtures/box-document.ts'
import { writeGlb } from '../../../core/generation3d/glb.ts'
import { startTestServer } from '../../../test/test-server.ts'
import type { AssetView } from '../schemas/asset.ts'

type Page = { items: AssetView[]; nextCursor?: string; total: number }

/** A server, and a way to upload a picture of one colour. */
async function prepare(t: TestContext) {
  const server = await startTestServer(t)
  const upload = async (bytes: Uint8Array, fileName: string, fields: Record<string, string> = {}) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    form.set('file', new Blob([Uint8Array.from(bytes)]), fileName)
    const response = await server.call('/api/v1/assets', { method: 'POST', body: form })
    return { status: response.status, body: (await response.json()) as AssetView & { error?: { message: string } } }
  }
  return { ...server, upload, list: (query = '') => server.get<Page>(`/api/v1/assets${query}`) }
}

function picture(red: number, { width = 40, height = 20 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: red, g: 90, b: 30 } } })
    .png()
    .toBuffer()
}

test('a picture is uploaded once, shown, and sent as it is', async (t) => {
  const { upload, call, get, workspace } = await prepare(t)
  const bytes = await picture(200)
  const { status, body: asset } = await upload(bytes, '..\\..\\Stone Wall.png', { name: '' })
  assert.equal(status, 201)
  assert.deepEqual([asset.name, asset.kind, asset.current, asset.versions], ['stone-wall', 'image', true, 1])
  assert.deepEqual([asset.facts['source'], asset.facts['width']], ['Stone Wall.png', 40])
  const again = await upload(bytes, 'other.png')
  assert.deepEqual([again.status, again.body.id], [200, asset.id], 'the same bytes are the same asset')
  assert.deepEqual(readdirSync(join(workspace.home, 'cache', 'uploads')), [], 'nothing is left of an upload')

  const file = await call(asset.url)
  const sent = Buffer.from(await file.arrayBuffer())
  assert.equal(createHash('sha256').update(sent).digest('hex'), asset.sha256)
  assert.equal(file.headers.get('etag'), `"${asset.sha256}"`)
  assert.match(file.headers.get('content-disposition')!, /^inline; filename="stone-wall\.png"/)
  assert.match((await call(`${asset.url}?download=1`)).headers.get('content-disposition')!, /^attachment; /)
  assert.deepEqual(await get(`/api/v1/assets/${asset.id}`), asset)
})

test('ranges of a file are answered as RFC 9110 says, and HEAD as GET without a body', async (t) => {
  const { upload, call } = await prepare(t)
  const { body: asset } = await upload(await picture(1), 'a.png')
  const whole = Buffer.from(await (await call(asset.url)).arrayBuffer())
  const ask = async (headers: Record<string, string>, method = 'GET') => {
    const response = await call(asset.url, { headers, method })
    return { response, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const part = await ask({ Range: 'bytes=2-5' })
  assert.equal(part.response.status, 206)
  assert.equal(part.response.headers.get('content-range'), `bytes 2-5/${whole.length}`)
  assert.deepEqual(part.bytes, whole.subarray(2, 6))
  assert.deepEqual((await ask({ Range: 'bytes=-7' })).bytes, whole.subarray(-7))
  assert.deepEqual((await ask({ Range: 'bytes=0-0,-1' })).bytes, whole, 'several ranges: the whole')
  const etag = `"${asset.sha256}"`
  assert.equal((await ask({ Range: 'bytes=2-5', 'If-Range': etag })).response.status, 206)
  assert.equal((await ask({ Range: 'bytes=2-5', 'If-Range': '"other"' })).response.status, 200)
  const beyond = await ask({ Range: `bytes=${whole.length}-` })
  assert.equal(beyond.response.status, 416)
  assert.equal(beyond.response.headers.get('content-range'), `bytes */${whole.length}`)
  assert.equal((await ask({ 'If-None-Match': etag })).response.status, 304)
  const head = await ask({}, 'HEAD')
  assert.deepEqual([head.response.status, head.bytes.length], [200, 0])
  assert.equal(head.response.headers.get('content-length'), String(whole.length))
})

test('thumbnails fit their size, are made once, and show a height map from black to white', async (t) => {
  const { upload, call, workspace } = await prepare(t)
  const { body: large } = await upload(await picture(9, { width: 1600, height: 400 }), 'large.png')
  const widths = []
  for (const size of ['small', 'medium', 'large']) {
    const response = await call(`${large.thumbnail}?size=${size}`)
    assert.equal(response.headers.get('content-type'), 'image/webp')
    widths.push((await sharp(Buffer.from(await response.arrayBuffer())).metadata()).width)
    const etag = response.headers.get('etag')!
    assert.equal((await call(`${large.thumbnail}?size=${size}`, { headers: { 'If-None-Match': etag } })).status, 304)
  }
  assert.deepEqual(widths, [256, 512, 1024])
  const kept = readdirSync(join(workspace.home, 'cache', 'thumbnails'), { recursive: true })
  assert.equal(kept.filter((name) => String(name).endsWith('.webp')).length, 3)

  const values = new Uint16Array(64 * 64).map((_, i) => 1000 + (i % 64))
  const raw = { width: 64, height: 64, channels: 1 as const, depth: 'ushort' as const }
  const relief = await sharp(Buffer.from(values.buffer), { raw: raw as never })
    .toColourspace('grey16')
    .png()
    .toBuffer()
  const { body: map } = await upload(relief, 'relief.png')
  assert.deepEqual([map.kind, map.role], ['map', 'height'])
  const shown = await (await call(map.thumbnail)).arrayBuffer()
  const { channels } = await sharp(Buffer.from(shown)).stats()
  assert.ok(channels[0]!.min < 20 && channels[0]!.max > 235, `${channels[0]!.min} to ${channels[0]!.max}`)

  assert.equal((await call('/api/v1/assets/nothing/thumbnail')).status, 404)
})

test('the thumbnail of a mesh is a picture of it, drawn in its colours', async (t) => {
  const { upload, call } = await prepare(t)
  const { body: mesh } = await upload(await writeGlb(boxDocument()), 'box.glb')
  const response = await call(`${mesh.thumbnail}?size=small`)
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'image/webp'])
  const shown = sharp(Buffer.from(await response.arrayBuffer()))
  const { width, height, hasAlpha } = await shown.metadata()
  assert.deepEqual([width, height, hasAlpha], [256, 256, true])
  const { channels } = await shown.stats()
  // Nothing at the corners, the box in the middle, and more red and green than blue, as its picture has.
  assert.deepEqual([channels[3]!.min, channels[3]!.max], [0, 255])
  assert.ok(channels[3]!.mean > 60, `${channels[3]!.mean} of 255 is covered`)
  assert.ok(channels[0]!.mean > channels[2]!.mean)
})

test('assets are rated, tagged, trashed and brought back, one or many, and everyone is told', async (t) => {
  const { upload, send, get, list, call, workspace } = await prepare(t)
  const one = (await upload(await picture(1), 'one.png')).body
  const two = (await upload(await picture(2), 'two.png')).body
  const changed = await send<AssetView>(
    `/api/v1/assets/${one.id}`,
    { rating: 4, addTags: ['wall', 'old'] },
    { method: 'PATCH' },
  )
  assert.deepEqual([changed.rating, changed.tags], [4, ['old', 'wall']])
  assert.deepEqual((await list('?minRating=3')).items, [changed])
  const ids = [one.id, two.id]
  assert.deepEqual(await send('/api/v1/assets/batch', { ids, action: 'tag', tags: ['wall'] }), { changed: 1 })
  assert.equal((await list('?tag=wall')).total, 2)
  assert.deepEqual(await send('/api/v1/assets/batch', { ids, action: 'trash' }), { changed: 2 })
  assert.equal((await list()).total, 0)
  assert.equal((await list('?trashed=true')).total, 2)
  const facets = await get<{ trashed: number; tags: unknown[] }>('/api/v1/assets/facets')
  assert.deepEqual([facets.trashed, facets.tags], [2, []])
  workspace.history.undo(workspace.projects.current().id)
  assert.equal((await list()).total, 2, 'one undo takes back the whole change')
  const wrong = await call('/api/v1/assets/batch', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ids: [one.id, 'a0'], action: 'trash' }),
  })
  assert.equal(wrong.status, 404)
  assert.equal((await list()).total, 2, 'all or nothing')
})

test('pages go on where the last one ended while new assets arrive', async (t) => {
  const { upload, list } = await prepare(t)
  for (const [at, name] of ['d', 'b', 'a', 'c', 'e'].entries()) await upload(await picture(at), `${name}.png`)
  for (const sort of ['newest', 'oldest', 'name', 'rating']) {
    const names: string[] = []
    let cursor = ''
    do {
      const page: Page = await list(`?sort=${sort}&limit=2&q=image${cursor && `&cursor=${cursor}`}`)
      names.push(...page.items.map((asset) => asset.name))
      if (cursor === '') await upload(await picture(100 + sort.length), `new-${sort}.png`)
      cursor = page.nextCursor ?? ''
    } while (cursor !== '')
    const first = names.filter((name) => name.length === 1)
    const expected = { newest: 'ecabd', oldest: 'dbace', name: 'abcde', rating: 'ecabd' }[sort]
    assert.equal(first.join(''), expected, sort)
  }
  await assert.rejects(list('?sort=name&cursor=xx'), /cursor/)
})

test('a download or upload that breaks off leaves no file open and nothing on the disk', async (t) => {
  const { upload, call, workspace, server, token } = await prepare(t)
  const noise = Buffer.from(Uint8Array.from({ length: 3 * 1200 * 1200 }, (_, i) => (i * i * 31 + (i >> 3)) % 251))
  const large = await sharp(noise, { raw: { width: 1200, height: 1200, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer()
  const { body: asset } = await upload(large, 'noise.png')
  assert.ok(asset.sizeBytes > 4_000_000)
  const open = () => readdirSync('/proc/self/fd').length
  const isLinux = process.platform === 'linux'
  const before = isLinux ? open() : 0
  for (let i = 0; i < 20; i++) {
    const stop = new AbortController()
    const response = await call(i % 2 === 0 ? asset.url : `/api/v1/assets/archive?ids=${asset.id}`, {
      signal: stop.signal,
    })
    await response.body!.getReader().read()
    stop.abort()
  }
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
  for (let i = 0; i < 5; i++) {
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        const headers = `Host: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000\r\n`
        socket.write(`POST /api/v1/assets HTTP/1.1\r\n${headers}\r\n${head}${'x'.repeat(2000)}`, () => {
          setTimeout(() => socket.destroy(), 50)
        })
      })
      socket.on('close', () => resolve())
    })
  }
  const uploads = join(workspace.home, 'cache', 'uploads')
  const settled = () => readdirSync(uploads).length === 0 && (!isLinux || open() <= before + 5)
  // A server notices that a client has gone a moment later.
  for (let i = 0; i < 100 && !settled(); i++) await new Promise((resolve) => setTimeout(resolve, 50))
  assert.ok(settled(), `${readdirSync(uploads).length} uploads, ${isLinux ? open() - before : 0} files open`)
})
