import assert from 'node:assert/strict'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { writeFixtureCheckpoint } from '../../models/golden/write-fixture-checkpoint.ts'
import { writeTinyRrdbNet } from '../../models/upscale/tiny-rrdbnet.fixture.ts'
import { tinySrvgg } from '../../models/upscale/tiny-srvgg.fixture.ts'
import { writeTinyTfjsModel } from '../../models/upscale/tiny-tfjs-model.fixture.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { decodeImage } from './codecs/decode-image.ts'
import { encodePng } from './codecs/encode-png.ts'

/** A workspace with a tiny upscaler of factor 4 and a picture. */
async function workspaceWith(t: TestContext, channels: 3 | 4) {
  const folder = temporaryFolder(t)
  const workspace = await temporaryWorkspace(t)
  await writeTinyRrdbNet(join(folder, 'tiny-x4.safetensors'))
  const model = await (await workspace.library()).add(join(folder, 'tiny-x4.safetensors'), {})
  assert.deepEqual([model.kind, model.architecture], ['upscaler', 'rrdbnet'])
  const data = Uint8Array.from({ length: 70 * 40 * channels }, (_, i) => (i * 37) % 256)
  const file = join(folder, 'picture.png')
  writeFileSync(file, encodePng({ width: 70, height: 40, channels, data }))
  const asset = await workspace.importFile(file, { projectId: workspace.projects.current().id })
  const run = async (input: object) => {
    const { id } = await workspace.queue.submit({ node: 'image.upscale', input: { image: asset.id, ...input } })
    return (await workspace.queue.wait(id)).output as { image: string; width: number; height: number }
  }
  const decoded = async (id: string) => decodeImage(workspace.assets.read(workspace.assets.get(id)))
  return { workspace, asset, run, decoded }
}

test('a picture is enlarged by the installed upscaler, its parent and model on record', async (t) => {
  const { workspace, asset, run, decoded } = await workspaceWith(t, 3)
  const { image, width, height } = await run({})
  assert.deepEqual([width, height], [280, 160])
  const pixels = await decoded(image)
  assert.deepEqual([pixels.width, pixels.height, pixels.channels], [280, 160, 3])
  const record = workspace.assets.get(image)
  assert.deepEqual(
    [record.name, record.parents, record.facts['model']],
    [`${asset.name}-x4`, [asset.id], record.facts['model']],
  )
  assert.match(String(record.facts['model']), /^tiny-x4/)

  const half = await run({ scale: 2, tile: 64 })
  assert.deepEqual([half.width, half.height], [140, 80])
  await assert.rejects(run({ scale: 6 }), { code: 'bad-input', message: /enlarges 4 times, not 6/ })
})

test('transparency is kept', async (t) => {
  const { run, decoded } = await workspaceWith(t, 4)
  const pixels = await decoded((await run({ tile: 64 })).image)
  assert.deepEqual([pixels.width, pixels.channels], [280, 4])
  const alpha = pixels.data.filter((_, i) => i % 4 === 3)
  assert.ok(new Set(alpha).size > 50)
})

test('a compact upscaler of Real-ESRGAN is found and run', async (t) => {
  const { workspace, run, decoded } = await workspaceWith(t, 3)
  const file = join(temporaryFolder(t), 'compact-x2.safetensors')
  await writeFixtureCheckpoint(file, { setName: 'test', tensors: tinySrvgg({ scale: 2 }) })
  const model = await (await workspace.library()).add(file, {})
  assert.deepEqual([model.kind, model.architecture], ['upscaler', 'srvgg'])
  const { image, width, height } = await run({ model: 'compact-x2', tile: 64 })
  assert.deepEqual([width, height], [140, 80])
  assert.ok(new Set((await decoded(image)).data).size > 50)
})

test('an upscaler in TensorFlow.js format, a model.json beside its shards, is found and run', async (t) => {
  const { workspace, run, decoded } = await workspaceWith(t, 3)
  const folder = temporaryFolder(t)
  writeTinyTfjsModel(folder)
  const file = (name: string, role: string) => {
    const path = join(folder, name)
    return { path, role, sizeBytes: statSync(path).size }
  }
  ;(await workspace.library()).inventory.add({
    ...{ format: 1, id: 'tiny-tfjs', version: '1', title: 'Tiny', kind: 'upscaler', architecture: 'esrgan' },
    files: [file('model-1.bin', 'weights'), file('model-2.bin', 'weights'), file('model.json', 'config')],
    ...{ component: false, storage: 'in-place', companions: [], settings: {}, commercialUse: 'unknown' },
    ...{ source: folder, addedAt: new Date().toISOString() },
  })
  const { image, width, height } = await run({ model: 'tiny-tfjs' })
  assert.deepEqual([width, height], [140, 80])
  assert.ok(new Set((await decoded(image)).data).size > 20, 'the picture is of one colour')
})

test('without an upscaler it says how to get one', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const image = { prompt: 'a vase', width: 64, height: 64, seed: 1 }
  const { id } = await workspace.queue.submit({ node: 'image.generate', input: image })
  const { output } = await workspace.queue.wait(id)
  const input = { image: (output as { image: string }).image }
  await assert.rejects(
    async () => workspace.queue.wait((await workspace.queue.submit({ node: 'image.upscale', input })).id),
    { code: 'no-model', message: 'No model for upscale is installed.' },
  )
})
