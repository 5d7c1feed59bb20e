import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { exifBlock, jpegWith, pngWith, unicodeComment } from '../../../core/imaging/metadata/fixtures/pictures.ts'
import { a1111Text, comfyText, invokeText, swarmText } from '../../../core/imaging/metadata/fixtures/samples.ts'
import { startTestServer, type TestServer } from '../../../test/test-server.ts'
import type { AssetView } from '../schemas/asset.ts'
import type { JobView } from '../schemas/job.ts'
import type { SettingsView } from '../schemas/settings.ts'

async function send({ call }: TestServer, path: string, bytes: Uint8Array, name = 'picture.png') {
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.from(bytes)]), name)
  return await call(path, { method: 'POST', body: form })
}

test('pictures of other programs tell what to run, and nothing of them is kept', async (t) => {
  const server = await startTestServer(t)
  const read = async (bytes: Uint8Array) =>
    (await send(server, '/api/v1/settings/read', bytes)).json() as Promise<SettingsView>
  const a1111 = await read(pngWith({ parameters: a1111Text }))
  assert.deepEqual([a1111.source, a1111.node], ['a1111', 'image.generate'])
  const input = a1111.input as Record<string, unknown>
  assert.deepEqual(
    [input['seed'], input['width'], input['sampler'], input['guidance'], input['noise'], input['hires']],
    [2871963411, 512, 'DPM++ 2M', 6.5, 'gpu', 2],
  )
  assert.match(a1111.text!, /Steps: 28, Sampler: DPM\+\+ 2M/)
  const exif = exifBlock({}, { comment: unicodeComment(a1111Text, 'big') })
  assert.deepEqual((await read(jpegWith(exif))).input, input)
  const others = [
    await read(pngWith({ prompt: comfyText })),
    await read(pngWith({ parameters: swarmText })),
    await read(pngWith({ invokeai_metadata: invokeText })),
  ]
  assert.deepEqual(
    others.map(({ source }) => source),
    ['comfyui', 'swarmui', 'invokeai'],
  )
  assert.deepEqual(readdirSync(join(server.workspace.home, 'cache', 'uploads')), [])
  assert.equal((await server.get<{ total: number }>('/api/v1/assets')).total, 0)

  const none = await send(server, '/api/v1/settings/read', pngWith({ Title: 'holiday' }))
  assert.equal(none.status, 404)
  assert.equal((await send(server, '/api/v1/settings/read', new TextEncoder().encode('<svg/>'))).status, 400)
})

test('what a picture cannot be made with here is said and not changed', async (t) => {
  const server = await startTestServer(t)
  const text = 'a kite\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 123456789012345, Size: 40x512'
  const answer = await send(server, '/api/v1/settings/read', pngWith({ parameters: text }))
  const { input, leftOut } = (await answer.json()) as {
    input: Record<string, unknown>
    leftOut: Record<string, string>
  }
  assert.deepEqual(Object.keys(leftOut).sort(), ['seed', 'width'])
  assert.deepEqual([input['seed'], input['width'], input['height']], [undefined, undefined, 512])
})

test('a picture made here: its settings, the file sent elsewhere and back, its lineage, a replay, a ZIP', async (t) => {
  const server = await startTestServer(t)
  const { call, get, send: post } = server
  const job = await post<JobView>('/api/v1/jobs', {
    node: 'image.generate',
    input: { prompt: 'copper gear', width: 64, height: 64, seed: 5 },
  })
  const done = await get<JobView>(`/api/v1/jobs/${job.id}?waitSeconds=60`)
  const { image } = done.output as { image: string }
  const asset = await get<AssetView>(`/api/v1/assets/${image}`)
  const settings = await get<SettingsView>(`/api/v1/assets/${image}/settings`)
  assert.deepEqual([settings.source, settings.node], ['record', 'image.generate'])
  assert.deepEqual(settings.input, asset.recipe!.input)
  assert.match(settings.text!, /Seed: 5/)
  const bytes = new Uint8Array(await (await call(asset.url)).arrayBuffer())
  assert.deepEqual(await (await send(server, '/api/v1/settings/read', bytes)).json(), settings)
  const again = await send(server, '/api/v1/assets', bytes)
  assert.equal(again.status, 200, 'the file is the asset that is there')
  assert.equal(((await again.json()) as AssetView).id, image)

  const lineage = await get<{ nodes: AssetView[]; edges: { from: string; to: string }[] }>(
    `/api/v1/assets/${image}/lineage`,
  )
  assert.deepEqual(
    lineage.nodes.map(({ kind }) => kind),
    ['form', 'image'],
  )
  assert.deepEqual(lineage.edges, [{ from: lineage.nodes[0]!.id, to: image }])

  const replay = await post<JobView>(`/api/v1/assets/${image}/replay`)
  const replayed = await get<JobView>(`/api/v1/jobs/${replay.id}?waitSeconds=60`)
  assert.equal((replayed.output as { identical: boolean }).identical, true)

  const ids = lineage.nodes.map(({ id }) => id)
  const zip = await call(`/api/v1/assets/archive?ids=${ids.join(',')}`)
  assert.equal(zip.headers.get('content-type'), 'application/zip')
  const entries = unzipSync(new Uint8Array(await zip.arrayBuffer()))
  assert.deepEqual(Object.keys(entries).sort(), ['copper-gear-form.json', 'copper-gear.png', 'manifest.json'])
  assert.deepEqual(Buffer.from(entries['copper-gear.png']!), Buffer.from(bytes))
  const { assets } = JSON.parse(Buffer.from(entries['manifest.json']!).toString()) as { assets: { file: string }[] }
  assert.deepEqual(
    assets.map(({ file }) => file),
    ['copper-gear-form.json', 'copper-gear.png'],
  )
  assert.equal((await call('/api/v1/assets/archive?ids=a0')).status, 404)
  const json = { method: 'POST', headers: { 'Content-Type': 'application/json' } }
  for (const request of [
    { method: 'POST', body: new URLSearchParams({ ids: ids.join(',') }) },
    { ...json, body: JSON.stringify({ ids }) },
  ]) {
    const many = await call('/api/v1/assets/archive', request)
    assert.equal(Object.keys(unzipSync(new Uint8Array(await many.arrayBuffer()))).length, 3)
  }
  assert.equal((await call('/api/v1/assets/archive', { ...json, body: '{}' })).status, 400)
  assert.equal((await call('/api/v1/assets/archive', { method: 'POST' })).status, 400)
})
