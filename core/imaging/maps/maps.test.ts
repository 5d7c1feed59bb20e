import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cos, sin } from '../../../models/procedural/exact-math.ts'
import { decodeDepth, encodeDepth } from '../depth-code.ts'
import { blurField } from './blur-field.ts'
import type { Field } from './field.ts'
import { normalsFromDepth } from './normals-from-depth.ts'
import { normalsFromHeight } from './normals-from-height.ts'
import { occlusionFromHeight } from './occlusion-from-height.ts'

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
