import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import type { Asset } from '../../base/asset.ts'
import { parseFormDocument } from '../../models/procedural/form-document.ts'
import { compileForm } from '../../models/procedural/forms/compile-form.ts'
import { viewOf } from '../../models/procedural/render/camera.ts'
import { temporaryFolder, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import type { Workspace } from '../workspace.ts'
import { decodeHeight, decodeImage } from './codecs/decode-image.ts'
import { encodePng } from './codecs/encode-png.ts'
import { readPngText } from './codecs/png-text.ts'
import { decodeDepth } from './depth-code.ts'
import { readParameters } from './metadata/generation-parameters.ts'

// One workspace for all: starting its engine takes longer than most of these tests.
let workspace: Workspace
const cleanUps: (() => unknown)[] = []
before(async () => {
  workspace = await temporaryWorkspace({
    after: (clean: () => unknown) => cleanUps.unshift(clean),
  } as unknown as TestContext)
})
after(async () => {
  for (const clean of cleanUps) await clean()
})

async function run(node: string, input: unknown): Promise<Record<string, unknown>> {
  const { id } = await workspace.queue.submit({ node, input })
  return (await workspace.queue.wait(id)).output as Record<string, unknown>
}
const asset = (id: unknown): Asset => workspace.assets.get(String(id))
const bytesOf = (id: unknown) => workspace.assets.read(asset(id))

test('an image is made from words, with the scene behind it, its record and the text other programs read', async () => {
  const made = await run('image.generate', { prompt: 'ancient stone statue, zorgly', width: 96, height: 64, seed: 5 })
  const image = asset(made['image'])
  assert.deepEqual([image.kind, image.facts['width'], image.facts['height'], image.facts['seed']], ['image', 96, 64, 5])
  assert.deepEqual(image.parents, [made['form']])
  assert.deepEqual((made['reading'] as { unknown: string[] }).unknown, ['zorgly'])
  const parameters = readParameters(readPngText(bytesOf(image.id))['parameters']!)!
  assert.equal(parameters.prompt, 'ancient stone statue, zorgly')
  assert.equal(parameters.settings['Seed'], '5')
  assert.equal(parameters.settings['Size'], '96x64')
  assert.equal(parameters.settings['Model'], 'procedural')
  const pixels = await decodeImage(bytesOf(image.id))
  assert.deepEqual([pixels.width, pixels.height, pixels.channels], [96, 64, 3])
  assert.equal(image.quality?.score, 1)
})

test('the depth of an image is that of its own rays: its points lie on the surface', async () => {
  const { image, form } = await run('image.generate', { prompt: 'bronze vase', width: 80, height: 64, seed: 2 })
  const { depth: depthId } = await run('image.depth', { image })
  const map = asset(depthId)
  assert.deepEqual([map.role, map.parents], ['depth', [image, form]])
  const document = parseFormDocument(JSON.parse(new TextDecoder().decode(bytesOf(form))))
  const compiled = compileForm(document.program)
  const { near, far } = map.facts as { near: number; far: number }
  const { data } = await decodeHeight(bytesOf(depthId))
  const depth = decodeDepth(data, { near, far })
  const view = viewOf(document.camera!, 80 / 64)
  const gaps: number[] = []
  for (let i = 0; i < depth.length; i++) {
    if (depth[i] === Infinity) continue
    const x = (((i % 80) + 0.5) / 40 - 1) * view.halfWidth * depth[i]!
    const y = (1 - (Math.floor(i / 80) + 0.5) / 32) * view.halfHeight * depth[i]!
    const point = [0, 1, 2].map(
      (c) => view.position[c]! + view.forward[c]! * depth[i]! + view.right[c]! * x + view.up[c]! * y,
    )
    gaps.push(Math.abs(compiled.distance(point[0]!, point[1]!, point[2]!)))
  }
  gaps.sort((a, b) => a - b)
  assert.ok(gaps.length > 300)
  assert.ok(gaps[gaps.length >> 1]! < 1e-4, `${gaps[gaps.length >> 1]} m off the surface`)
  // Rays that graze an outline count as hits within a pixel or so of it; they are few.
  const pixel = (2 * view.halfHeight * far) / 64
  const ninth = gaps[Math.floor(gaps.length * 0.9)]!
  assert.ok(ninth < pixel / 2, `${ninth} m, a pixel is ${pixel} m`)
})

test('normals from the image and normals from its depth map agree', async () => {
  const { image } = await run('image.generate', { prompt: 'marble vase', width: 128, height: 128, seed: 2 })
  const { depth } = await run('image.depth', { image })
  const [exact, derived] = await Promise.all(
    [image, depth].map(async (source) => {
      const { normal } = await run('image.normal', { image: source })
      assert.equal(asset(normal).quality?.score, 1)
      return (await decodeImage(bytesOf(normal))).data
    }),
  )
  let sum = 0
  let count = 0
  for (let i = 0; i < exact!.length; i += 3) {
    const [a, b] = [exact!, derived!].map((data) => [0, 1, 2].map((c) => data[i + c]! / 127.5 - 1))
    if (a![2]! > 0.99 || a![2]! < 0.4) continue
    sum += a![0]! * b![0]! + a![1]! * b![1]! + a![2]! * b![2]!
    count++
  }
  assert.ok(count > 500)
  assert.ok(sum / count > 0.96, `${sum / count}`)
})

test('a texture set has all its maps, each measured, tileable, and a material that names them', async () => {
  const made = await run('texture.generate', {
    prompt: 'mossy cobblestone',
    width: 256,
    height: 256,
    seed: 1,
    preview: false,
  })
  const maps = made['maps'] as Record<string, string>
  for (const role of ['albedo', 'height', 'normal', 'roughness', 'metalness', 'ambient-occlusion', 'orm']) {
    const map = asset(maps[role])
    assert.equal(map.role, role)
    const seams = map.quality!.measures.filter(({ name }) => name.startsWith('seam'))
    assert.deepEqual(
      seams.map(({ pass }) => pass),
      [true, true],
      `${role}: ${JSON.stringify(seams)}`,
    )
  }
  const orm = (await decodeImage(bytesOf(maps['orm']))).data
  const roughness = (await decodeImage(bytesOf(maps['roughness']))).data
  const occlusion = (await decodeImage(bytesOf(maps['ambient-occlusion']))).data
  for (let i = 0; i < 300; i += 3) assert.deepEqual([orm[i], orm[i + 1]], [occlusion[i], roughness[i]])
  const material = asset(made['material'])
  assert.deepEqual([...material.parents].sort(), Object.values(maps).sort())
  const listed = JSON.parse(new TextDecoder().decode(bytesOf(material.id))) as {
    maps: Record<string, { sha256: string }>
  }
  assert.equal(listed.maps['albedo']!.sha256, asset(maps['albedo']).sha256)
  const { normal } = await run('image.normal', { image: maps['height'], seamless: true })
  assert.ok(asset(normal).quality!.measures.every(({ pass }) => pass !== false))
})

test('a set comes with a picture of its material on a ball, red for a red one, at any size of the maps', async () => {
  for (const width of [256, 600]) {
    const made = await run('texture.generate', {
      prompt: 'slightly worn red painted metal',
      ...{ width, height: width, seed: 1, maps: ['roughness'] },
    })
    const preview = asset(made['preview'])
    assert.deepEqual([preview.kind, preview.parents], ['image', [made['material']]])
    assert.deepEqual((preview.facts['spec'] as { strengths: unknown }).strengths, { worn: 0.45 })
    const { data, width: side, channels } = await decodeImage(bytesOf(preview.id))
    assert.equal(side, 256)
    // A third from the top in the middle: on the ball, in the light.
    const at = (90 * side + 128) * channels
    assert.ok(data[at]! > 90 && data[at]! > 1.8 * data[at + 1]!, `${data.slice(at, at + 3)}`)
  }
})

test('a set is made from an imported picture; with seamless all of it tiles, without it says nothing of tiling', async () => {
  const folder = temporaryFolder({ after: (clean: () => unknown) => cleanUps.push(clean) } as unknown as TestContext)
  const file = join(folder, 'wall.png')
  const [width, height] = [150, 110]
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    return 40 + x * 0.7 + (x % 24 < 3 || y % 17 < 3 ? 0 : 40) + ((x * 7919 + y * 104729) % 23)
  })
  writeFileSync(file, encodePng({ width, height, channels: 3, data }))
  const { id } = await workspace.importFile(file, { projectId: workspace.projects.current().id })
  const tiled = await run('texture.pbr', { image: id, seamless: true, preview: false })
  for (const map of Object.values(tiled['maps'] as Record<string, string>)) {
    const seams = asset(map).quality!.measures.filter(({ name }) => name.startsWith('seam'))
    assert.equal(seams.length, 2)
    for (const seam of seams) assert.equal(seam.pass, true, `${asset(map).role}: ${seam.name} ${seam.value}`)
  }
  const plain = await run('texture.pbr', { image: id, preview: false, maps: ['normal'] })
  const [only] = Object.values(plain['maps'] as Record<string, string>)
  assert.equal(asset(only).facts['tileable'], false)
  await assert.rejects(run('image.depth', { image: id }), { code: 'no-model' })
  await assert.rejects(run('image.normal', { image: id }), { code: 'no-model' })
})

test('a prompt that names nothing known is refused with what was not understood and an example', async () => {
  await assert.rejects(
    run('image.generate', { prompt: 'zorgly blimf' }),
    (error: { code: string; message: string; hint: string }) => {
      assert.equal(error.code, 'bad-input')
      assert.match(error.message, /zorgly, blimf/)
      assert.match(error.hint, /ancient stone statue/)
      return true
    },
  )
  await assert.rejects(run('texture.generate', { prompt: 'zorgly' }), { code: 'bad-input' })
})

test('a size out of range is refused with the range, before anything runs', async () => {
  for (const width of [0, -5, 63, 4097, 1e9, 100.5]) {
    await assert.rejects(workspace.queue.submit({ node: 'image.generate', input: { prompt: 'vase', width } }), {
      code: 'bad-input',
    })
  }
  await assert.rejects(
    workspace.queue.submit({ node: 'texture.generate', input: { prompt: 'stone', height: 128 } }),
    /256 to 4096 pixels/,
  )
})
