import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Pixels } from '../../../base/pixels.ts'
import { documentOfPrompt } from '../document-of-prompt.ts'
import { cameraFor } from '../form-document.ts'
import { compileForm } from '../forms/compile-form.ts'
import { type FormNode, parseFormProgram } from '../forms/form-program.ts'
import type { MaterialMaps } from '../materials/build-material.ts'
import { createPool } from '../parallel.ts'
import { frameForm, viewOf } from './camera.ts'
import { toneMap } from './develop.ts'
import { environmentKinds } from './environment.ts'
import { renderForm, traceGeometry } from './render-form.ts'

const formOf = (root: FormNode) =>
  compileForm(
    parseFormProgram({ version: 1, name: 'test', materials: { a: { family: 'stone' }, b: { family: 'gold' } }, root }),
  )
const ball = formOf({ type: 'sphere', radius: 1 })
const camera = { position: [0, 0, 5], target: [0, 0, 0], verticalFovDegrees: 40 } as const

test('depth and normals of a sphere are those of geometry', async () => {
  await using pool = createPool({ threads: 1 })
  const size = 97
  const { depth, normal, coverage } = await traceGeometry({ form: ball, camera, width: size, height: size }, { pool })
  const { halfHeight } = viewOf(camera, 1)
  let hits = 0
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const u = ((2 * (x + 0.5)) / size - 1) * halfHeight
      const v = (1 - (2 * (y + 0.5)) / size) * halfHeight
      // The ray (u, v, −1)·t from z = 5 meets the unit sphere where t²(u² + v² + 1) − 10 t + 24 = 0; t is the depth.
      const a = u * u + v * v + 1
      const root = 25 - 24 * a
      const at = y * size + x
      // Grazing rays within a hundredth of the outline may fall on either side.
      if (Math.abs(root) < 0.3) continue
      assert.equal(Number.isFinite(depth[at]!), root > 0)
      assert.equal(coverage[at], root > 0 ? 255 : 0)
      if (root < 0) continue
      hits++
      const t = (5 - Math.sqrt(root)) / a
      const expected = [u * t, v * t, 5 - t]
      assert.ok(Math.abs(depth[at]! - t) < 1e-4, `depth ${depth[at]} is not ${t}`)
      for (let axis = 0; axis < 3; axis++) assert.ok(Math.abs(normal[at * 3 + axis]! - expected[axis]!) < 5e-4)
    }
  }
  assert.ok(hits > 1500)
})

const scene = {
  form: formOf({
    type: 'union',
    smooth: 0.1,
    children: [
      { type: 'displace', kind: 'cracks', amplitude: 0.03, size: 0.4, child: { type: 'sphere', radius: 1 } },
      { type: 'box', size: [0.6, 2.4, 0.6], round: 0.05, at: [0.8, 0.2, 0.3], rotate: [0, 30, 0], material: 'b' },
    ],
  }),
  camera: { position: [2, 2, 5], target: [0.2, 0, 0], verticalFovDegrees: 35 },
  width: 130,
  height: 70,
  materials: [{ maps: checkers(0) }, { maps: checkers(255) }],
} as const

test('a picture is the same bytes with one thread and with three, and on every machine', async () => {
  const pictures = []
  for (const threads of [1, 3]) {
    await using pool = createPool({ threads })
    const progress: number[] = []
    const picture = await renderForm(scene, { pool, onProgress: (fraction) => progress.push(fraction) })
    assert.deepEqual(
      progress,
      progress.toSorted((a, b) => a - b),
    )
    assert.equal(progress.at(-1), 1)
    pictures.push(picture)
  }
  const hashes = pictures.map(({ rgba, depth, normal }) => {
    const hash = createHash('sha256').update(rgba)
    return hash.update(new Uint8Array(depth.buffer)).update(new Uint8Array(normal.buffer)).digest('hex')
  })
  assert.equal(hashes[0], hashes[1])
  assert.equal(hashes[0], '38feb87e76d6f2bdd71596c6eb3cb8549822caf74a8081a9f1898a14a7496722')
})

test('previews show what is drawn so far, and nothing where nothing is yet', async () => {
  await using pool = createPool({ threads: 1 })
  const previews: Pixels[] = []
  const { rgba, width } = await renderForm(
    { form: ball, camera, width: 256, height: 256, materials: [] },
    { pool, onProgress: (_, preview) => preview && previews.push(preview) },
  )
  const drawn = previews.map(({ data }) => data.filter((value, i) => i % 4 === 3 && value === 255).length)
  assert.equal(previews.length, 3)
  assert.deepEqual(
    drawn.map((count) => Math.round((count / (previews[0]!.width * previews[0]!.height)) * 4)),
    [1, 2, 3],
  )
  const { data, width: across } = previews.at(-1)!
  const step = Math.ceil(width / across)
  for (const [x, y] of [
    [20, 20],
    [40, 40],
    [60, 30],
  ] as const) {
    const [small, large] = [(y * across + x) * 4, ((y * step + (step >> 1)) * width + x * step + (step >> 1)) * 4]
    for (let c = 0; c < 3; c++) assert.ok(Math.abs(data[small + c]! - rgba[large + c]!) < 8)
  }
})

test('light falls from the upper left, the form throws a shadow, and edges are smoothed', async () => {
  await using pool = createPool({ threads: 2 })
  const { rgba, coverage, width, height } = await renderForm(
    { form: ball, camera: { ...camera, position: [0, 1, 6] }, width: 96, height: 96, materials: [] },
    { pool },
  )
  const brightness = (x: number, y: number) => {
    const at = (y * width + x) * 4
    return rgba[at]! + rgba[at + 1]! + rgba[at + 2]!
  }
  assert.ok(brightness(36, 34) > brightness(62, 60) + 90, 'lit side against the other')
  assert.ok(brightness(76, 60) < brightness(20, 60) - 60, 'shadow on the floor to the right')
  assert.ok(coverage.some((c) => c > 0 && c < 255))
  assert.ok(rgba.every((_, i) => i % 4 !== 3 || rgba[i] === 255))
  assert.equal(rgba.length, width * height * 4)
})

test('every environment gives a picture of its own', async () => {
  await using pool = createPool({ threads: 2 })
  const seen = new Set<string>()
  const materials = [{ maps: checkers(0) }]
  for (const kind of environmentKinds) {
    const { rgba } = await renderForm(
      { form: ball, camera, width: 32, height: 32, materials, environment: { kind } },
      { pool },
    )
    seen.add(createHash('sha256').update(rgba).digest('hex'))
  }
  assert.equal(seen.size, environmentKinds.length)
})

test('the shadow of a chest is smooth: no pixel of the floor is a speck', async () => {
  await using pool = createPool({ threads: 2 })
  const { document } = documentOfPrompt({ prompt: 'oak chest with iron bands', negativePrompt: '', seed: 1 })
  const form = compileForm(document.program)
  const size = 256
  const { rgba, coverage } = await renderForm(
    { form, camera: cameraFor(document, form, 1), width: size, height: size, materials: [], samples: 0 },
    { pool },
  )
  for (let y = 2; y < size - 2; y++) {
    for (let x = 2; x < size - 2; x++) {
      const around = [0, -2, 2, -2 * size, 2 * size].map((step) => y * size + x + step)
      if (around.some((at) => coverage[at] !== 0)) continue
      const [here, left, right, above, below] = around.map((at) => rgba[at * 4]!)
      // A speck is much darker than both neighbours, across or down. A parabola without a limit gave 73.
      const darker = Math.max(Math.min(left!, right!), Math.min(above!, below!)) - here!
      assert.ok(darker < 12, `${darker} at ${x}, ${y}`)
    }
  }
})

test('an aborted signal ends a picture', async () => {
  await using pool = createPool({ threads: 1 })
  const controller = new AbortController()
  const picture = renderForm(
    { ...scene, width: 512, height: 512 },
    { pool, signal: controller.signal, onProgress: () => controller.abort() },
  )
  await assert.rejects(picture, { name: 'AbortError' })
})

test('framing puts the form in the middle and lets it fill the picture as asked', () => {
  const form = formOf({ type: 'box', size: [3, 1, 0.5], at: [4, 2, -1] })
  const aspect = 1.5
  const framed = frameForm(form.bounds, { azimuth: 50, elevation: 25, aspect, fill: 0.8 }, form.surfacePoints())
  const { position, right, up, forward, halfHeight, halfWidth } = viewOf(framed, aspect)
  const points = form.surfacePoints()
  const extent = [Infinity, -Infinity, Infinity, -Infinity] as [number, number, number, number]
  for (let i = 0; i < points.length; i += 3) {
    const p = [0, 1, 2].map((axis) => points[i + axis]! - position[axis]!)
    const along = (axis: readonly number[]) => p[0]! * axis[0]! + p[1]! * axis[1]! + p[2]! * axis[2]!
    const x = along(right) / along(forward) / halfWidth
    const y = along(up) / along(forward) / halfHeight
    extent[0] = Math.min(extent[0], x)
    extent[1] = Math.max(extent[1], x)
    extent[2] = Math.min(extent[2], y)
    extent[3] = Math.max(extent[3], y)
  }
  assert.ok(Math.abs(extent[0] + extent[1]) < 0.02 && Math.abs(extent[2] + extent[3]) < 0.02, 'centred')
  assert.ok(Math.abs(Math.max(extent[1] - extent[0], extent[3] - extent[2]) / 2 - 0.8) < 0.02, 'filled')
})

test('the tone curve rises, keeps black black, and turns very bright colours towards white', () => {
  const mapped = (...rgb: number[]) => {
    const out = Float64Array.from(rgb)
    toneMap(out)
    return [...out]
  }
  let last = -1
  for (let v = 0.001; v < 16; v *= 1.3) {
    const [grey] = mapped(v, v, v)
    assert.ok(grey! > last)
    last = grey!
  }
  assert.ok(mapped(0, 0, 0)[0]! < 0.01)
  const [r, g] = mapped(12, 1.2, 1.2)
  assert.ok(r! > 0.9 && g! > 0.35)
})

/** Maps without a file: light and dark squares, with bumps. */
function checkers(metal: number): MaterialMaps {
  const size = 32
  const of = (channels: number, at: (x: number, y: number, c: number) => number) =>
    Uint8Array.from({ length: size * size * channels }, (_, i) => {
      const pixel = Math.floor(i / channels)
      return at(pixel % size, Math.floor(pixel / size), i % channels)
    })
  const light = (x: number, y: number) => (x >> 3) % 2 === (y >> 3) % 2
  return {
    width: size,
    height: size,
    albedo: of(3, (x, y, c) => (light(x, y) ? 200 : 90 + c * 20)),
    heightMap: new Uint16Array(size * size),
    heightRange: 0,
    normal: of(3, (x, _, c) => (c === 2 ? 250 : x % 8 === 0 && c === 0 ? 150 : 128)),
    roughness: of(1, (x, y) => (light(x, y) ? 60 : 170)),
    metalness: of(1, () => metal),
    ambientOcclusion: of(1, () => 255),
    emission: undefined,
    tileSize: 1,
  }
}
