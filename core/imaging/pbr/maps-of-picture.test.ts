import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import type { Pixels } from '../../../base/pixels.ts'
import { buildMaterial } from '../../../models/procedural/materials/build-material.ts'
import { createPool } from '../../../models/procedural/parallel.ts'
import { createRandom } from '../../../models/procedural/random.ts'
import { compareMaps, type MapErrors } from './compare-maps.fixture.ts'
import { emissionOf } from './emission-of.ts'
import { evenLight } from './even-light.ts'
import { heightWithDepth } from './height-with-depth.ts'
import { mapsOfPicture, type PbrWishes } from './maps-of-picture.ts'
import { photograph, randomLighting } from './photograph.fixture.ts'

const pool = createPool()
after(() => pool[Symbol.asyncDispose]())

const wishes: PbrWishes = {
  ...{ strength: 1, delight: 1, roughness: 0, emission: 'auto', tileSize: 1 },
}
const side = 256

/** Families that the network has never seen: every fourth is kept out of its fit. */
const unseen =
  'rust bronze tread-plate slate crystal stone-wall asphalt terrazzo parquet gravel dried-mud knit ice glass'.split(' ')

test('the maps of pictures of materials that were never seen are near the true ones, and nearer than filters came', async () => {
  const all: MapErrors[] = []
  for (const family of unseen) {
    const truth = await buildMaterial({ family, seed: 100 }, { width: side, height: side }, { pool })
    for (const light of [0, 1]) {
      const random = createRandom(`eval/${family}/${light}`)
      const picture = photograph(truth, randomLighting(random), random)
      const { maps } = await mapsOfPicture(picture, wishes, { border: 'mirror', pool })
      all.push(compareMaps(maps, truth))
    }
  }
  const mean = (name: keyof MapErrors) => all.reduce((sum, errors) => sum + errors[name], 0) / all.length
  // Beside each what the filters reached that were here before (docs/textures.md).
  assert.ok(mean('albedo') < 0.245, `albedo ${mean('albedo')}`) // 0.270
  assert.ok(mean('height') > 0.33, `height ${mean('height')}`) // 0.306
  assert.ok(mean('angle') < 13.5, `angle ${mean('angle')}`) // 28.4
  assert.ok(mean('slope') > 0.49, `slope ${mean('slope')}`) // 0.424
  assert.ok(mean('roughness') < 0.275, `roughness ${mean('roughness')}`) // 0.283
  assert.ok(mean('occlusion') < 0.056, `occlusion ${mean('occlusion')}`) // 0.140
})

test('a picture that is moved around its border gives maps that are moved the same way: everything wraps', async () => {
  const picture = stones(128)
  // By cells of every size that are looked at but the coarsest, which stand where they stand.
  const [dx, dy] = [32, 96]
  const moved = { ...picture, data: roll(picture.data, 128, 3, dx, dy) }
  const [still, other] = await Promise.all(
    [picture, moved].map(async (pixels) => (await mapsOfPicture(pixels, wishes, { border: 'wrap', pool })).maps),
  )
  for (const [name, channels, tolerance] of [
    ['albedo', 3, 2],
    ['heightMap', 1, 400],
    ['normal', 3, 3],
    ['roughness', 1, 2],
    ['ambientOcclusion', 1, 2],
  ] as const) {
    const want = roll(still![name], 128, channels, dx, dy)
    const got: Uint8Array | Uint16Array = other![name]
    let worst = 0
    for (let i = 0; i < got.length; i++) worst = Math.max(worst, Math.abs(got[i]! - want[i]!))
    assert.ok(worst <= tolerance, `${name}: ${worst}`)
  }
})

test('a lamp over a picture goes out of its colours, and even light leaves the shading of the relief', async () => {
  const picture = stones(128)
  const lit = { ...picture, data: picture.data.map((v, i) => v * (0.3 + 0.7 * ((Math.floor(i / 3) % 128) / 127))) }
  assert.ok(tilt(lit.data) > 1.7)
  const { maps } = await mapsOfPicture(lit, wishes, { border: 'mirror', pool })
  assert.ok(tilt(maps.albedo) < 1.2, `${tilt(maps.albedo)}`)
  const even = await evenLight(lit, { border: 'mirror', pool })
  assert.ok(tilt(even.data) < 1.2, `${tilt(even.data)}`)
  const none = await mapsOfPicture(lit, { ...wishes, delight: 0 }, { border: 'mirror', pool })
  assert.ok(none.maps.albedo.every((value, i) => Math.abs(value - lit.data[i]!) <= 1))
})

test('what is asked for holds: depth of the relief, metal, roughness', async () => {
  const picture = stones(64)
  const run = async (other: Partial<PbrWishes>) =>
    mapsOfPicture(picture, { ...wishes, ...other }, { border: 'mirror', pool })
  const [usual, deep, metal, smooth] = await Promise.all([
    run({}),
    run({ strength: 3 }),
    run({ metalness: 1 }),
    run({ roughness: -1 }),
  ])
  assert.ok(Math.abs(deep.maps.heightRange / usual.maps.heightRange - 3) < 0.01)
  assert.ok(metal.maps.metalness.every((value) => value === 255))
  assert.deepEqual(metal.made.metalness, { by: 'as asked for', value: 1 })
  assert.equal(typeof usual.made.metalness['confidence'], 'number')
  assert.ok(smooth.maps.roughness.every((value) => value === 10))
})

test('what is bright and coloured over dark glows; a bright picture, and a grey light, do not', () => {
  const glow = (lamp: readonly number[], ground: readonly number[]) => {
    const data = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => {
      const [x, y] = [Math.floor(i / 3) % 64, Math.floor(i / 192)]
      return (x > 20 && x < 30 && y > 20 && y < 30 ? lamp : ground)[i % 3]!
    })
    return emissionOf({ width: 64, height: 64, channels: 3, data })
  }
  const lava = glow([255, 140, 20], [30, 28, 27])!
  assert.deepEqual([...lava.subarray((25 * 64 + 25) * 3, (25 * 64 + 25) * 3 + 3)], [255, 140, 20])
  assert.deepEqual([...lava.subarray(0, 3)], [0, 0, 0])
  assert.equal(glow([255, 140, 20], [200, 120, 30]), undefined)
  assert.equal(glow([255, 255, 255], [30, 28, 27]), undefined)
})

test('large shapes come from a depth map, without its plane; one that is hardly known is refused', () => {
  const size = 64
  const field = (of: (x: number, y: number) => number) =>
    Float32Array.from({ length: size * size }, (_, i) => of(i % size, Math.floor(i / size)))
  const hill = (x: number, y: number) => Math.max(0, 1 - ((x - 32) ** 2 + (y - 32) ** 2) / 400)
  const height = { width: size, height: size, data: field((x, y) => ((x + y) % 2) * 0.1) }
  const depth = field((x, y) => 5 + x / 20 - hill(x, y))
  depth[7] = Number.NaN
  const mixed = heightWithDepth(height, { depth, kind: 'metric' }, 'mirror')
  const at = (x: number, y: number) => mixed.data[y * size + x]!
  assert.ok(mixed.data.every(Number.isFinite))
  assert.ok(at(32, 32) > at(4, 32) && at(32, 32) > at(60, 32))
  assert.ok(Math.abs(at(4, 32) - at(60, 32)) < 0.3 * (at(32, 32) - at(4, 32)))
  assert.throws(
    () => heightWithDepth(height, { depth: depth.fill(Number.NaN), kind: 'metric' }, 'mirror'),
    /are numbers/,
  )
})

test('the same picture gives the committed maps on every machine', async () => {
  const { maps } = await mapsOfPicture(stones(96), wishes, { border: 'wrap', pool })
  const hash = createHash('sha256')
  for (const map of [maps.albedo, maps.heightMap, maps.normal, maps.roughness, maps.ambientOcclusion]) hash.update(map)
  assert.equal(hash.digest('hex'), 'c0e64632a7ae918453e22f199cd0aa5348ac7bddb5afa03d849496a1cd04b192')
})

/** How much brighter the right side is than the left one. */
function tilt(data: Uint8Array): number {
  const half = (from: number) => {
    let sum = 0
    for (let i = 0; i < 128 * 128; i++) if (i % 128 >= from && i % 128 < from + 40) sum += data[i * 3]!
    return sum
  }
  return half(88) / half(0)
}

/** Square stones, lighter than the joints between them, with grain. The pattern wraps at a multiple of 32. */
function stones(width: number): Pixels {
  const random = createRandom(8)
  const data = Uint8Array.from({ length: width * width * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    return (x % 32 < 4 || y % 32 < 4 ? 50 : 150) + 30 * random()
  })
  return { width, height: width, channels: 3, data }
}

function roll<T extends Uint8Array | Uint16Array>(data: T, width: number, channels: number, dx: number, dy: number): T {
  const moved = data.slice() as T
  for (let i = 0; i < data.length; i++) {
    const at = Math.floor(i / channels)
    const x = ((at % width) + dx) % width
    const y = (Math.floor(at / width) + dy) % width
    moved[(y * width + x) * channels + (i % channels)] = data[i]!
  }
  return moved
}
