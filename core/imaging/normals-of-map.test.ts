import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Asset } from '../../base/asset.ts'
import { encodeExr } from './codecs/encode-exr.ts'
import { encodePng } from './codecs/encode-png.ts'
import { encodeInverse } from './depth-code.ts'
import { bendNormals } from './maps/bend-normals.ts'
import { normalsOfMap } from './normals-of-map.ts'
import { readDepthMap } from './read-depth-map.ts'

const [width, height, fov] = [64, 48, 50]
const halfHeight = Math.tan((fov * Math.PI) / 360)

/** Distances along the view axis of the plane n·p = −d seen by a camera of that field of view. */
function plane([nx, ny, nz]: readonly [number, number, number], d: number): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) => {
    const rx = (((i % width) + 0.5 - width / 2) * 2 * halfHeight) / height
    const ry = ((height / 2 - Math.floor(i / width) - 0.5) * 2 * halfHeight) / height
    // p = z·(rx, ry, −1)
    return -d / (nx * rx + ny * ry - nz)
  })
}

const tilt = 1 / Math.hypot(0.4, 0.3, 1)
const normal = [0.4 * tilt, 0.3 * tilt, tilt] as const
const map = (facts: Record<string, unknown>, mediaType = 'image/png') =>
  ({ role: 'depth', mediaType, facts }) as unknown as Asset
const wishes = { strength: 1, seamless: false, fov, reach: 4 }

function worstAngle(data: Uint8Array): number {
  let worst = 0
  for (let at = 0; at < data.length; at += 3) {
    const [x, y, z] = [0, 1, 2].map((c) => data[at + c]! / 127.5 - 1) as [number, number, number]
    const cosine = (x * normal[0] + y * normal[1] + z * normal[2]) / Math.hypot(x, y, z)
    worst = Math.max(worst, Math.acos(Math.min(1, cosine)))
  }
  return (worst * 180) / Math.PI
}

test('normals of a tilted plane are its own, from metres in floats', async () => {
  const data = plane(normal, 2)
  assert.ok(data.every((metres) => metres > 0))
  const made = await normalsOfMap(map({}, 'image/x-exr'), encodeExr({ width, height, data }), wishes)
  assert.ok(worstAngle(made.data) < 1, `${worstAngle(made.data)}°`)
  assert.deepEqual([made.facts['verticalFovDegrees'], made.facts['fieldOfView']], [fov, 'given'])
  // Another field of view is another plane.
  const other = await normalsOfMap(map({}, 'image/x-exr'), encodeExr({ width, height, data }), { ...wishes, fov: 90 })
  assert.ok(worstAngle(other.data) > 3)
})

test('relative depth gives the same plane when it is said how far it reaches', async () => {
  const metres = plane(normal, 2)
  const reach = Math.max(...metres) / Math.min(...metres)
  // A scale and a shift that nobody knows.
  const inverse = metres.map((z) => 37 / z - 5)
  const { values } = encodeInverse(inverse)
  const png = encodePng({ width, height, channels: 1, depth: 16, data: values }, { colour: 'data' })
  const made = await normalsOfMap(map({ kind: 'relative-inverse' }), png, { ...wishes, reach })
  // 16 bits leave steps: between neighbours of a gentle slope one of them is some percent.
  assert.ok(worstAngle(made.data) < 1.5, `${worstAngle(made.data)}°`)
  assert.equal(made.facts['reach'], reach)
})

test('what is no number or no distance is refused; nothing stays nothing', async () => {
  const read = (values: number[]) =>
    readDepthMap(map({}, 'image/x-exr'), encodeExr({ width: 2, height: 1, data: Float32Array.from(values) }), 4)
  await assert.rejects(read([1, Number.NaN]), { code: 'corrupt-file', message: /NaN/ })
  await assert.rejects(read([1, -Infinity]), { code: 'corrupt-file' })
  await assert.rejects(read([1, 0]), { code: 'corrupt-file', message: /above 0/ })
  assert.deepEqual((await read([1, Infinity]))?.data, Float32Array.of(1, Infinity))
})

test('detail on a surface that faces the viewer is that detail; flat detail changes nothing', () => {
  const flat = Uint8Array.of(128, 128, 255)
  const bumped = Uint8Array.of(180, 90, 230)
  const near = (a: Uint8Array, b: Uint8Array) => a.every((value, i) => Math.abs(value - b[i]!) <= 2)
  const first = flat.slice()
  bendNormals(first, bumped)
  const scale = 127.5 / Math.hypot(52.5, 37.5, 102.5)
  assert.ok(near(first, Uint8Array.of(127.5 + 52.5 * scale, 127.5 - 37.5 * scale, 127.5 + 102.5 * scale)), `${first}`)
  const second = Uint8Array.of(200, 100, 220)
  const length = Math.hypot(72.5, 27.5, 92.5)
  bendNormals(second, flat)
  const own = [72.5, -27.5, 92.5].map((value) => 127.5 + (127.5 * value) / length)
  assert.ok(near(second, Uint8Array.from(own)), `${second} ${own}`)
})
