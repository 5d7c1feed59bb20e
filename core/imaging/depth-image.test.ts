import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { tinyDepthAnything, tinyDepthAnythingRules } from '../../models/depth/tiny-depth-anything.fixture.ts'
import { fixtureShapes, raisedBias } from '../../models/depth/tiny-midas.fixture.ts'
import { writeFixtureCheckpoint } from '../../models/golden/write-fixture-checkpoint.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { decodeExr } from './codecs/decode-exr.ts'
import { decodeHeight, decodeImage } from './codecs/decode-image.ts'
import { encodeExr } from './codecs/encode-exr.ts'
import { encodePng } from './codecs/encode-png.ts'

const cleanUps: (() => unknown)[] = []
after(async () => {
  for (const clean of cleanUps.reverse()) await clean()
})
const context = { after: (clean: () => unknown) => cleanUps.push(clean) } as unknown as TestContext
const folder = temporaryFolder(context)
const workspace = await temporaryWorkspace(context)

const run = async (node: string, input: object) => {
  const { id } = await workspace.queue.submit({ node, input })
  return (await workspace.queue.wait(id)).output as Record<string, string>
}
const bytesOf = (id: string | undefined) => workspace.assets.read(workspace.assets.get(id!))

async function picture(name: string, width: number, height: number, channels: 3 | 4, alpha = (_: number) => 255) {
  const data = new Uint8Array(width * height * channels)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    data.set([(x * 5) % 256, (y * 7) % 256, (x * y) % 256].slice(0, 3), channels * i)
    if (channels === 4) data[4 * i + 3] = alpha(i)
  }
  const file = join(folder, `${name}.png`)
  writeFileSync(file, encodePng({ width, height, channels, data }))
  return (await workspace.importFile(file, { projectId: workspace.projects.current().id })).id
}

test('without a depth model it says so, and how to get one', async () => {
  const image = await picture('lonely', 20, 20, 3)
  await assert.rejects(run('image.depth', { image }), { code: 'no-model', hint: /models pull depth-anything-v2-small/ })
})

test('an installed model gives the relative depth of any picture, in 16 bits and as floats', async () => {
  const file = join(folder, 'tiny-depth.safetensors')
  await writeFixtureCheckpoint(file, { setName: 'test', tensors: tinyDepthAnything(), rules: tinyDepthAnythingRules })
  const model = await (await workspace.library()).add(file, {})
  assert.deepEqual([model.kind, model.architecture], ['depth', 'depth-anything'])

  const image = await picture('wide', 90, 40, 3)
  const { depth, exr, kind, near } = await run('image.depth', { image, exr: true })
  assert.deepEqual([kind, near], ['relative-inverse', undefined])
  const map = workspace.assets.get(depth!)
  assert.deepEqual([map.role, map.parents, map.facts['kind']], ['depth', [image], 'relative-inverse'])
  assert.match(String(map.facts['model']), /^tiny-depth@/)
  const { width, height, data } = await decodeHeight(bytesOf(depth))
  assert.deepEqual([width, height, Math.min(...data), Math.max(...data)], [90, 40, 1, 65535])
  const floats = decodeExr(bytesOf(exr))
  assert.deepEqual([floats.width, floats.height, floats.attributes['depthKind']], [90, 40, 'relative-inverse'])
  const { least, most } = map.facts as { least: number; most: number }
  for (let i = 0; i < data.length; i++) {
    assert.ok(Math.abs(least + ((data[i]! - 1) / 65534) * (most - least) - floats.data[i]!) <= (most - least) / 65534)
  }
})

test('what is transparent is nothing; a picture that is transparent all over is refused', async () => {
  const image = await picture('cut-out', 40, 30, 4, (i) => (i < 600 ? 0 : 255))
  const { data } = await decodeHeight(bytesOf((await run('image.depth', { image }))['depth']))
  assert.ok(data.subarray(0, 600).every((value) => value === 0))
  assert.ok(data.subarray(600).every((value) => value > 0))
  const empty = await picture('empty', 40, 30, 4, () => 0)
  await assert.rejects(run('image.depth', { image: empty }), { code: 'bad-input', message: /transparent all over/ })
})

test('a single pixel and a thin line have a depth too', async () => {
  for (const [name, width, height] of [
    ['dot', 1, 1],
    ['line', 300, 1],
  ] as const) {
    const { depth } = await run('image.depth', { image: await picture(name, width, height, 3) })
    const map = await decodeHeight(bytesOf(depth))
    assert.deepEqual([map.width, map.height], [width, height])
  }
})

test('normals of any picture go by way of its depth; directx turns green over; detail bends them', async () => {
  const image = await picture('bumpy', 96, 64, 3)
  const normals = async (input: object) => {
    const { normal } = await run('image.normal', { image, ...input })
    return { asset: workspace.assets.get(normal!), data: (await decodeImage(bytesOf(normal))).data }
  }
  const [plain, directx, bent] = [
    await normals({}),
    await normals({ convention: 'directx' }),
    await normals({ detail: 1 }),
  ]
  const { facts, parents } = plain.asset
  assert.deepEqual([facts['convention'], facts['fieldOfView'], facts['verticalFovDegrees']], ['opengl', 'assumed', 50])
  assert.equal(workspace.assets.get(parents[1]!).role, 'depth')
  assert.ok(plain.data.some((value, i) => i % 3 === 0 && value !== 128))
  for (let i = 0; i < plain.data.length; i++) {
    assert.equal(directx.data[i], i % 3 === 1 ? 255 - plain.data[i]! : plain.data[i])
  }
  assert.notDeepEqual(bent.data, plain.data)
  assert.equal(bent.asset.quality?.score, 1)
})

test('a depth map in floats can be imported and has normals; one with NaN is refused, and work goes on', async () => {
  const bring = async (name: string, change: (values: Float32Array) => void) => {
    const data = Float32Array.from({ length: 32 * 24 }, (_, i) => 2 + (i % 32) / 100)
    change(data)
    const file = join(folder, `${name}.exr`)
    writeFileSync(file, encodeExr({ width: 32, height: 24, data }))
    return workspace.importFile(file, { projectId: workspace.projects.current().id })
  }
  await assert.rejects(
    bring('broken', (values) => values.fill(Number.NaN, 5, 6)),
    { code: 'corrupt-file', message: /NaN/ },
  )
  const map = await bring('sound', () => {})
  assert.deepEqual([map.kind, map.role, map.facts['kind']], ['map', 'depth', 'metric'])
  const { normal } = await run('image.normal', { image: map.id, fov: 60 })
  assert.equal(workspace.assets.get(normal!).facts['fieldOfView'], 'given')
  await assert.rejects(run('image.normal', { image: map.id, detail: 1 }), { code: 'bad-input', message: /no image/ })
})

test('a metric model gives metres; windows of a larger picture are looked at one by one and stay metres', async () => {
  const file = join(folder, 'tiny-zoe.safetensors')
  await writeFixtureCheckpoint(file, {
    setName: 'test',
    tensors: fixtureShapes('zoedepth-original'),
    rules: raisedBias,
  })
  const model = await (await workspace.library()).add(file, {})
  assert.deepEqual([model.kind, model.architecture], ['depth', 'zoedepth'])
  const image = await picture('room', 170, 60, 3)
  const metric = await run('image.depth', { image, model: 'tiny-zoe' })
  const { near, far } = metric as unknown as { near: number; far: number }
  assert.ok(metric['kind'] === 'metric' && near > 0 && far > near)
  const record = workspace.assets.get(metric['depth']!)
  assert.deepEqual([record.facts['unit'], record.facts['windows']], ['metres along the view axis', 1])
  // Its own pictures are 64 high: windows of 128.
  const tiled = await run('image.depth', { image, model: 'tiny-zoe', tiles: true })
  const windows = workspace.assets.get(tiled['depth']!).facts['windows']
  assert.ok(Number(windows) > 1 && Number(tiled['near']) > 0, `${windows}`)
})

test('a picture beyond the limit of pixels is refused with its size', async () => {
  const header = encodePng({ width: 1, height: 1, channels: 3, data: new Uint8Array(3) })
  // Its header says 16384 × 16384; nothing is unpacked to find out.
  const view = new DataView(header.buffer, header.byteOffset)
  view.setUint32(16, 16384)
  view.setUint32(20, 16384)
  const { crc32 } = await import('node:zlib')
  view.setUint32(29, crc32(header.subarray(12, 29)))
  const file = join(folder, 'huge.png')
  writeFileSync(file, header)
  await assert.rejects(workspace.importFile(file, { projectId: workspace.projects.current().id }), {
    code: 'bad-input',
    message: /16384 × 16384: more than 67108864 pixels/,
  })
})
