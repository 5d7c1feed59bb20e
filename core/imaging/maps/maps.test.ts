import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { Pixels } from '../../../base/pixels.ts'
import { cos, sin } from '../../../models/procedural/exact-math.ts'
import { createRandom } from '../../../models/procedural/random.ts'
import { decodeDepth, encodeDepth } from '../depth-code.ts'
import { measureSeams } from '../quality/measure-seams.ts'
import { blurField } from './blur-field.ts'
import type { Border, Field } from './field.ts'
import { makeSeamless } from './make-seamless.ts'
import { normalsFromDepth } from './normals-from-depth.ts'
import { normalsFromHeight } from './normals-from-height.ts'
import { occlusionFromHeight } from './occlusion-from-height.ts'
import { delightAlbedo, pbrFromPicture } from './pbr-from-picture.ts'

const size = 64
const field = (make: (x: number, y: number) => number, width = size, height = size): Field => ({
  width,
  height,
  data: Float32Array.from({ length: width * height }, (_, i) => make(i % width, Math.floor(i / width))),
})
const vector = (normals: Uint8Array, i: number) => [0, 1, 2].map((c) => normals[i * 3 + c]! / 127.5 - 1)

test('a blur keeps the mean, spreads a point like a Gaussian and reaches around a wrapping border', () => {
  const point = field((x, y) => (x === 0 && y === 0 ? 1 : 0))
  const { data } = blurField(point, 3, 'wrap')
  assert.ok(Math.abs(data.reduce((sum, value) => sum + value, 0) - 1) < 1e-5)
  let variance = 0
  for (let i = 0; i < data.length; i++) {
    const x = (i % size) - (i % size > size / 2 ? size : 0)
    variance += data[i]! * x * x
  }
  // Boxes of odd widths come no nearer to 3² than 8 or 10.
  assert.ok(Math.abs(variance - 9) < 1.01, `${variance}`)
  assert.ok(Math.abs(data[size - 1]! - data[1]!) < 1e-9)
  const mirrored = blurField(point, 3, 'mirror').data
  assert.equal(mirrored[size - 1], 0)
})

test('normals of planes and of a sine are the analytic ones', () => {
  const slopes = [
    [1, 0],
    [0, 1],
    [-0.5, 2],
  ] as const
  for (const [sx, sy] of slopes) {
    // y counts downwards in the picture, upwards in the normal.
    const normals = normalsFromHeight(
      field((x, y) => sx * x - sy * y),
      'mirror',
    )
    const length = Math.sqrt(sx * sx + sy * sy + 1)
    const got = vector(normals, 20 * size + 20)
    const want = [-sx / length, -sy / length, 1 / length]
    for (let c = 0; c < 3; c++) assert.ok(Math.abs(got[c]! - want[c]!) < 0.01, `${got} ${want}`)
  }
  const turn = (2 * Math.PI) / size
  const wave = normalsFromHeight(
    field((x) => 8 * sin(x * turn)),
    'wrap',
  )
  for (const x of [0, 5, 31, 63]) {
    const slope = 8 * turn * cos(x * turn)
    const want = -slope / Math.sqrt(slope * slope + 1)
    assert.ok(Math.abs(vector(wave, 10 * size + x)[0]! - want) < 0.015)
  }
})

test('normals of the depth of a ball, seen in perspective, are the analytic ones', () => {
  const halfHeight = 0.4
  const distance = 3
  const side = 160
  const normalAt: number[][] = []
  const depth = field(
    (x, y) => {
      const dx = ((x + 0.5) / side - 0.5) * 2 * halfHeight
      const dy = (0.5 - (y + 0.5) / side) * 2 * halfHeight
      // |t (dx, dy, 1) − (0, 0, distance)| = 1
      const a = dx * dx + dy * dy + 1
      const root = distance * distance - a * (distance * distance - 1)
      if (root < 0) return Infinity
      const t = (distance - Math.sqrt(root)) / a
      normalAt[y * side + x] = [t * dx, t * dy, distance - t]
      return t
    },
    side,
    side,
  )
  const normals = normalsFromDepth(depth, halfHeight)
  let worst = 1
  for (let i = 0; i < side * side; i++) {
    const want = normalAt[i]
    // Towards the outline a pixel is as wide as the slope is long.
    if (want === undefined || want[2]! < 0.5) continue
    const got = vector(normals, i)
    worst = Math.min(worst, got[0]! * want[0]! + got[1]! * want[1]! + got[2]! * want[2]!)
  }
  assert.ok(worst > 0.99, `${worst}`)
  assert.deepEqual([...normals.subarray(0, 3)], [128, 128, 255])
})

test('a flat field is open to the sky, the ground of a shaft is not, and occlusion reaches around the border', () => {
  assert.ok(
    occlusionFromHeight(
      field(() => 3),
      'wrap',
    ).every((value) => value === 255),
  )
  const shaft = field((x, y) => (x < 3 && y < 3 ? -20 : 0))
  const wrapped = occlusionFromHeight(shaft, 'wrap')
  assert.ok(wrapped[size + 1]! < 60)
  const wall = field((x) => (x === 0 ? 30 : 0))
  assert.ok(occlusionFromHeight(wall, 'wrap')[size - 1]! < occlusionFromHeight(wall, 'mirror')[size - 1]! - 30)
})

test('depth comes back to within half a step, and nothing stays nothing', () => {
  const depth = Float32Array.from({ length: 1000 }, (_, i) => (i % 7 === 0 ? Infinity : 2 + i / 500))
  const { values, near, far } = encodeDepth(depth)
  const back = decodeDepth(values, { near, far })
  for (let i = 0; i < depth.length; i++) {
    if (depth[i] === Infinity) assert.equal(back[i], Infinity)
    else assert.ok(Math.abs(back[i]! - depth[i]!) <= (far - near) / 65534 / 2 + 1e-6)
  }
  assert.equal(Math.max(...values), 65535)
  assert.equal(encodeDepth(new Float32Array(4).fill(Infinity)).near, 0)
})

test('the light of a lamp is taken out of the base colour', () => {
  const picture = stones(128)
  const lit = {
    ...picture,
    data: picture.data.map((value, i) => value * (0.3 + 0.7 * ((Math.floor(i / 3) % 128) / 127))),
  }
  const tilt = (data: Uint8Array) => {
    const half = (from: number) => {
      let sum = 0
      for (let i = 0; i < 128 * 128; i++) if (i % 128 >= from && i % 128 < from + 40) sum += data[i * 3]!
      return sum
    }
    return half(88) / half(0)
  }
  assert.ok(tilt(lit.data) > 1.7)
  assert.ok(tilt(delightAlbedo(lit, 1, 'mirror')) < 1.25, `${tilt(delightAlbedo(lit, 1, 'mirror'))}`)
  const untouched = delightAlbedo(lit, 0, 'mirror')
  assert.ok(untouched.every((value, i) => Math.abs(value - lit.data[i]!) <= 1))
})

test('dark crevices lie below the stones between them', () => {
  const picture = stones(128)
  const { heightMap, ambientOcclusion } = pbrFromPicture(picture, wishes('wrap'))
  const means = { crevice: [0, 0, 0], stone: [0, 0, 0] }
  for (let i = 0; i < heightMap.length; i++) {
    const sums = means[isCrevice(i % 128, Math.floor(i / 128)) ? 'crevice' : 'stone']
    sums[0]! += heightMap[i]!
    sums[1]! += ambientOcclusion[i]!
    sums[2]! += 1
  }
  assert.ok(means.crevice[0]! / means.crevice[2]! < means.stone[0]! / means.stone[2]! - 10_000)
  assert.ok(means.crevice[1]! / means.crevice[2]! < means.stone[1]! / means.stone[2]! - 20)
})

test('a picture that is moved around its border gives maps that are moved the same way: every filter wraps', () => {
  const picture = stones(128)
  const [dx, dy] = [37, 90]
  const moved = { ...picture, data: roll(picture.data, 128, 3, dx, dy) }
  const still = pbrFromPicture(picture, wishes('wrap'))
  const other = pbrFromPicture(moved, wishes('wrap'))
  for (const [name, channels, tolerance] of [
    ['albedo', 3, 1],
    ['heightMap', 1, 40],
    ['normal', 3, 2],
    ['roughness', 1, 1],
    ['ambientOcclusion', 1, 1],
  ] as const) {
    const want = roll(still[name], 128, channels, dx, dy)
    const got: Uint8Array | Uint16Array = other[name]
    let worst = 0
    for (let i = 0; i < got.length; i++) worst = Math.max(worst, Math.abs(got[i]! - want[i]!))
    assert.ok(worst <= tolerance, `${name}: ${worst}`)
  }
})

test('a picture with a seam loses it along both axes, odd sizes too, and keeps its size', () => {
  const random = createRandom(5)
  const [width, height] = [151, 120]
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)]
    return 30 + x + 0.5 * y + 20 * sin(x / 5) * cos(y / 7) + 10 * random()
  })
  const picture: Pixels = { width, height, channels: 3, data }
  const before = measureSeams(picture)
  assert.ok(before.every(({ grade }) => grade! < 1))
  const joined = makeSeamless(picture)
  assert.deepEqual([joined.width, joined.height], [width, height])
  for (const { name, value, grade } of measureSeams(joined)) assert.equal(grade, 1, `${name} ${value}`)
})

test('the same picture gives the committed maps on every machine', () => {
  const maps = pbrFromPicture(makeSeamless(stones(96)), wishes('wrap'))
  const hash = createHash('sha256')
  for (const map of [maps.albedo, maps.heightMap, maps.normal, maps.roughness, maps.ambientOcclusion]) hash.update(map)
  assert.equal(hash.digest('hex'), 'fae5123c6550a2f18208c729423006a662f020b6c2661e32df88154b2200733b')
})

function wishes(border: Border) {
  return { border, strength: 1, delight: 0.7, metalness: 0, roughness: 0, tileSize: 1 }
}

function isCrevice(x: number, y: number): boolean {
  return x % 32 < 4 || y % 32 < 4
}

/** Square stones, lighter than the joints between them, with grain. The pattern wraps at a multiple of 32. */
function stones(side: number): Pixels {
  const random = createRandom(8)
  const data = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const at = Math.floor(i / 3)
    return (isCrevice(at % side, Math.floor(at / side)) ? 50 : 150) + 30 * random()
  })
  return { width: side, height: side, channels: 3, data }
}

function roll<T extends Uint8Array | Uint16Array>(data: T, side: number, channels: number, dx: number, dy: number): T {
  const moved = data.slice() as T
  for (let i = 0; i < data.length; i++) {
    const at = Math.floor(i / channels)
    const x = ((at % side) + dx) % side
    const y = (Math.floor(at / side) + dy) % side
    moved[(y * side + x) * channels + (i % channels)] = data[i]!
  }
  return moved
}
