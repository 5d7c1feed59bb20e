import assert from 'node:assert/strict'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { goldenFixture } from '../../models/golden/fixture.ts'
import { writeFixtureCheckpoint } from '../../models/golden/write-fixture-checkpoint.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { encodePng } from '../imaging/codecs/encode-png.ts'
import { validateGltf } from './fixtures/validate-gltf.ts'
import { readGlb } from './glb.ts'

interface Output {
  readonly mesh: string
  readonly method: string
  readonly reason: string
  readonly model?: string
  readonly cutout?: string
}

/** A workspace with a tiny mesh model, or none. */
async function workspaceWith(
  t: TestContext,
  { model = 'triposr' }: { model?: 'triposr' | 'instantmesh' | 'none' } = {},
) {
  const folder = temporaryFolder(t)
  const workspace = await temporaryWorkspace(t)
  if (model !== 'none') {
    const [fixture, config] =
      model === 'triposr'
        ? [readFixture('triposr-original'), 'cond_image_size: 32   # pixels\nbackbone:\n  num_attention_heads: 4\n']
        : [readFixture('instantmesh-original'), 'model_config:\n  params:\n    grid_res: 12\n    view_size: 32\n']
    await writeFixtureCheckpoint(join(folder, 'model.safetensors'), fixture)
    writeFileSync(join(folder, 'config.yaml'), config)
    const file = (name: string, role: string) => {
      const path = join(folder, name)
      return { path, role, sizeBytes: statSync(path).size }
    }
    ;(await workspace.library()).inventory.add({
      ...{ format: 1, id: `tiny-${model}`, version: '1', title: 'Tiny', kind: 'mesh', architecture: model },
      files: [file('model.safetensors', 'weights'), file('config.yaml', 'config')],
      ...{ component: false, storage: 'in-place', companions: [], commercialUse: 'unknown' },
      settings: { threshold: 0.48, mc_resolution: 16 },
      ...{ source: folder, addedAt: new Date().toISOString() },
    })
  }
  const picture = async (pixels: Pixels) => {
    const path = join(folder, 'picture.png')
    writeFileSync(path, encodePng(pixels))
    return (await workspace.importFile(path, { projectId: workspace.projects.current().id })).id
  }
  const run = async (input: object, node = 'mesh.from-image') => {
    const { id } = await workspace.queue.submit({ node, input })
    return (await workspace.queue.wait(id)).output as Output
  }
  return { workspace, picture, run }
}

function readFixture(name: string) {
  const file = join(import.meta.dirname, `../../models/golden/fixtures/${name}.json`)
  return goldenFixture.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** A red disc on white; with four channels on nothing. */
function disc(channels: 3 | 4, side = 48): Pixels {
  const data = new Uint8Array(channels * side * side)
  for (let i = 0; i < side * side; i++) {
    const inside = Math.hypot((i % side) - side / 2, Math.floor(i / side) - side / 2) < side / 3
    data.set((inside ? [200, 40, 30, 255] : [255, 255, 255, 0]).slice(0, channels), channels * i)
  }
  return { width: side, height: side, channels, data }
}

test('a mesh model makes a textured mesh of a picture, and the record says which and of what', async (t) => {
  const { workspace, picture, run } = await workspaceWith(t)
  const image = await picture(disc(3))
  const output = await run({ image, triangles: 3000, textureSize: 256, size: 2 })
  assert.equal(output.method, 'model')
  assert.match(output.model!, /^tiny-triposr/)
  const record = workspace.assets.get(output.mesh)
  assert.deepEqual([record.facts['model'], record.facts['method']], [output.model, 'model'])
  assert.deepEqual(record.parents, [image, output.cutout])
  assert.equal(workspace.assets.get(output.cutout!).facts['cutout'], 'plain-background')

  const bytes = workspace.assets.read(record)
  const issues = await validateGltf(bytes)
  assert.deepEqual([issues.numErrors, issues.numWarnings], [0, 0])
  const { levels, material } = await readGlb(bytes)
  assert.ok(levels.length > 1)
  assert.ok(levels[0]!.indices.length / 3 <= 3100)
  assert.ok(material.textures.albedo!.length > 1000)
  const heights = levels[0]!.positions.filter((_, i) => i % 3 === 1)
  // Fewer triangles cut off a little.
  assert.ok(Math.abs(Math.min(...heights)) < 0.1, `it stands at ${Math.min(...heights)}`)
  assert.ok(Math.abs(Math.max(...(record.facts['sizeMetres'] as number[])) - 2) < 0.1)
})

test('a cut-out is taken as it is; the same picture on white gives the same shape', async (t) => {
  const { workspace, picture, run } = await workspaceWith(t)
  const made = await run({ image: await picture(disc(4)), triangles: 200, textureSize: 256, levels: [] })
  assert.equal(made.cutout, undefined)
  const removed = await run({ image: await picture(disc(3)), triangles: 200, textureSize: 256, levels: [] })
  const positions = async (id: string) =>
    (await readGlb(workspace.assets.read(workspace.assets.get(id)))).levels[0]!.positions
  assert.deepEqual(await positions(made.mesh), await positions(removed.mesh))
})

test('pictures that show nothing are refused, and the engine answers the next one', async (t) => {
  const { picture, run } = await workspaceWith(t)
  const nothing = { width: 8, height: 8, channels: 4, data: new Uint8Array(256) } as const
  await assert.rejects(run({ image: await picture(nothing) }), { code: 'bad-input', message: /Nothing of the picture/ })
  const point = { width: 1, height: 1, channels: 3, data: Uint8Array.of(9, 9, 9) } as const
  await assert.rejects(run({ image: await picture(point) }), { code: 'bad-input', message: /Nothing stands out/ })
  const image = await picture(disc(4))
  await assert.rejects(run({ image, views: [image, image] }), {
    code: 'bad-input',
    message: /takes one picture, not 2/,
  })
  const { method } = await run({ image, triangles: 100, textureSize: 256, levels: [] })
  assert.equal(method, 'model')
})

test('of an image of the built-in engine the form is known, also where a model is installed', async (t) => {
  const { run } = await workspaceWith(t)
  const { image } = (await run({ prompt: 'a vase', width: 64, height: 64, seed: 1 }, 'image.generate')) as unknown as {
    image: string
  }
  const { method, reason } = await run({ image, triangles: 300, textureSize: 256, levels: [] })
  assert.deepEqual([method, reason], ['form', 'The form of the image is known exactly.'])
  const guessed = await run({
    image,
    method: 'model',
    triangles: 300,
    textureSize: 256,
    levels: [],
    background: 'keep',
  })
  assert.equal(guessed.method, 'model')
})

test('a model of six views takes six; of one picture it is not asked', async (t) => {
  const { workspace, picture, run } = await workspaceWith(t, { model: 'instantmesh' })
  const image = await picture(disc(4, 32))
  const views = Array.from({ length: 6 }, () => image)
  const output = await run({ image, views, triangles: 500, textureSize: 256, levels: [] })
  assert.equal(output.method, 'model')
  const record = workspace.assets.get(output.mesh)
  assert.deepEqual([record.facts['views'], record.facts['watertight']], [6, true])
  await assert.rejects(run({ image, method: 'model' }), {
    code: 'bad-input',
    message: /takes 6 views, not 1/,
    hint: /Zero123\+\+, which makes them of one picture, is not run here/,
  })
  // No depth model is there for the relief that is left.
  await assert.rejects(run({ image }), { code: 'no-model', message: /can make a mesh of .*, or see its depth/ })
})

test('without any model it says what is missing', async (t) => {
  const { picture, run } = await workspaceWith(t, { model: 'none' })
  await assert.rejects(run({ image: await picture(disc(4)) }), {
    code: 'no-model',
    message: /can make a mesh of .*, or see its depth/,
  })
  await assert.rejects(run({ image: await picture(disc(4)), method: 'model' }), {
    code: 'no-model',
    message: 'No model for mesh is installed.',
  })
})
