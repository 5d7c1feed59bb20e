import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import sharp from 'sharp'
import { tinyDepthAnything, tinyDepthAnythingRules } from '../../models/depth/tiny-depth-anything.fixture.ts'
import { writeFixtureCheckpoint } from '../../models/golden/write-fixture-checkpoint.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
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
  return (await workspace.queue.wait(id)).output as Record<string, string> & { maps: Record<string, string> }
}
const asset = (id: string | undefined) => workspace.assets.get(id!)
const seamsOf = (id: string | undefined) =>
  asset(id)
    .quality!.measures.filter(({ name }) => name.startsWith('seam'))
    .map(({ pass }) => pass)

async function picture(name: string, width: number, height: number, alpha?: number) {
  const channels = alpha === undefined ? 3 : 4
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const [c, x, y] = [i % channels, Math.floor(i / channels) % width, Math.floor(i / channels / width)]
    if (c === 3) return alpha!
    return 40 + x * 0.6 + (x % 24 < 3 || y % 17 < 3 ? 0 : 40 + 10 * c) + ((x * 7919 + y * 104729) % 23)
  })
  const file = join(folder, `${name}.png`)
  writeFileSync(file, encodePng({ width, height, channels, data }))
  return (await workspace.importFile(file, { projectId: workspace.projects.current().id })).id
}

test('every map of a set says how it was made, and the set what was joined', async () => {
  const image = await picture('wall', 150, 110)
  const { maps, material } = await run('texture.pbr', { image, seamless: true, preview: false })
  for (const [role, id] of Object.entries(maps)) {
    const { made, seams } = asset(id).facts as { made: { by: string }; seams: { before: object; after: object } }
    assert.ok(made.by.length > 5, role)
    assert.deepEqual(Object.keys(seams.after), ['seam-x', 'seam-y'])
  }
  assert.equal(asset(maps['normal']).facts['convention'], 'opengl')
  // Overlaps cost width: the tile covers fewer metres.
  assert.ok((asset(material).facts['tileSize'] as number) < 1)
})

test('a picture, a height map and a whole material are made to tile, each as what it is', async () => {
  const image = await picture('strip', 120, 90)
  const tile = await run('texture.seamless', { image })
  assert.deepEqual([asset(tile['image']).kind, seamsOf(tile['image'])], ['image', [true, true]])
  assert.ok(asset(tile['image']).quality!.measures.some(({ name }) => name === 'repetition'))
  const { maps, material } = await run('texture.pbr', { image, preview: false, normalConvention: 'directx' })
  const height = await run('texture.seamless', { image: maps['height'], size: 'cut' })
  const { role, facts } = asset(height['image'])
  assert.equal(role, 'height')
  assert.equal(facts['heightRange'], asset(maps['height']).facts['heightRange'])
  assert.ok((facts['width'] as number) < 120)
  assert.deepEqual(seamsOf(height['image']), [true, true])
  const joined = await run('texture.seamless', { image: material })
  assert.deepEqual(Object.keys(joined.maps), Object.keys(maps))
  assert.equal(asset(joined.maps['normal']).facts['convention'], 'directx')
  for (const id of Object.values(joined.maps)) assert.deepEqual(seamsOf(id), [true, true])
})

test('large shapes come from an installed depth model when asked for, and only then', async () => {
  const image = await picture('relief', 64, 64)
  await assert.rejects(run('texture.pbr', { image, heightFrom: 'depth', preview: false }), { code: 'no-model' })
  const made = async (heightFrom: string) => {
    const { maps } = await run('texture.pbr', { image, heightFrom, preview: false, maps: ['height'] })
    return (asset(maps['height']).facts['made'] as { by: string }).by
  }
  assert.doesNotMatch(await made('auto'), /depth model/)
  const file = join(folder, 'tiny-depth.safetensors')
  await writeFixtureCheckpoint(file, { setName: 'test', tensors: tinyDepthAnything(), rules: tinyDepthAnythingRules })
  await (await workspace.library()).add(file, {})
  assert.match(await made('depth'), /depth model tiny-depth/)
  assert.match(await made('auto'), /depth model tiny-depth/)
  assert.doesNotMatch(await made('picture'), /depth model/)
})

test('what cannot be a texture is refused with the reason, and the engine goes on', async () => {
  const dot = await picture('dot', 1, 1)
  for (const node of ['texture.pbr', 'texture.seamless']) {
    await assert.rejects(run(node, { image: dot }), { code: 'bad-input', message: /1 × 1/ })
  }
  const ghost = await picture('ghost', 40, 40, 0)
  await assert.rejects(run('texture.pbr', { image: ghost }), { code: 'bad-input', message: /transparent all over/ })
  const vast = join(folder, 'vast.png')
  await sharp({ create: { width: 4200, height: 4200, channels: 3, background: '#888' } })
    .png({ compressionLevel: 1 })
    .toFile(vast)
  const { id } = await workspace.importFile(vast, { projectId: workspace.projects.current().id })
  for (const node of ['texture.pbr', 'texture.seamless']) {
    await assert.rejects(run(node, { image: id }), { code: 'bad-input', message: /4200 × 4200/ })
  }
  const half = await picture('half', 40, 40, 120)
  assert.equal(Object.keys((await run('texture.pbr', { image: half, preview: false })).maps).length, 7)
})
