import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspectUvs } from '../inspect-uvs.ts'
import { measureSolid } from '../measure-solid.ts'
import { findTopology, isWatertight } from '../topology.ts'
import { buildRelief } from './build-relief.ts'
import { reliefTexture } from './relief-texture.ts'

const SIDE = 129
const wanted = { width: 2, depth: 0.5, base: 0.25, triangles: 20_000, maxError: 0.001 }

/** A round hill of height 1 in the middle of a plain. */
const hill = {
  width: SIDE,
  height: SIDE,
  values: Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = [(i % SIDE) / (SIDE - 1) - 0.5, Math.floor(i / SIDE) / (SIDE - 1) - 0.5]
    const near = Math.max(0, 1 - (x * x + y * y) * 6)
    return near * near
  }),
}

test('a known height is measured back within one percent, anywhere', async () => {
  const { mesh } = await buildRelief(hill, wanted)
  const { positions, indices } = mesh
  let worst = 0
  let seen = 0
  for (let i = 0; i < indices.length; i += 3) {
    const centre = [0, 1, 2].map((a) => [0, 1, 2].reduce((sum, k) => sum + positions[indices[i + k]! * 3 + a]! / 3, 0))
    const facing = [0, 1, 2].every((k) => mesh.normals[indices[i + k]! * 3 + 2]! > 0.1)
    if (!facing) continue
    seen++
    const [x, y] = [centre[0]! / 2, centre[1]! / 2]
    const near = Math.max(0, 1 - (x * x + y * y) * 6)
    worst = Math.max(worst, Math.abs(centre[2]! - 0.25 - near * near * 0.5))
  }
  assert.ok(seen > 200)
  assert.ok(worst < 0.005, `off by ${worst} of 0.5`)
})

test('flat ground takes few triangles', async () => {
  const { mesh } = await buildRelief({ width: 65, height: 65, values: new Float32Array(65 * 65) }, wanted)
  assert.ok(mesh.indices.length / 3 < 20)
})

test('with a base it is a closed solid of the right volume, its uvs apart', async () => {
  const { mesh } = await buildRelief(hill, wanted)
  assert.ok(isWatertight(findTopology(mesh)))
  // ∫ (1 − 6r²)² over the disc r² < 1/6 is π/18, in a square of side 2 and with a depth of 0.5.
  const volume = 4 * 0.25 + (Math.PI / 18) * 4 * 0.5
  assert.ok(Math.abs(measureSolid(mesh).volume / volume - 1) < 0.01)
  const uvs = inspectUvs(mesh)
  assert.equal(uvs.overlap, 0)
  assert.equal(uvs.outside, 0)
  assert.equal(uvs.mirrored, 0)
})

test('without a base it is an open sheet that uses the whole picture', async () => {
  const { mesh } = await buildRelief(hill, { ...wanted, base: 0 })
  assert.ok(findTopology(mesh).openEdges > 0)
  assert.ok(inspectUvs(mesh).coverage > 0.999)
})

test('the texture keeps the picture and adds the colours of its border below', () => {
  const data = new Uint8Array(64 * 64 * 3).fill(10)
  for (let y = 0; y < 64; y++) data.set([200, 0, 0], (y * 64 + 63) * 3)
  const { width, height, data: out } = reliefTexture({ width: 64, height: 64, channels: 3, data })
  assert.equal(width, 64)
  assert.ok(height >= 68)
  assert.deepEqual(out.subarray(0, data.length), data)
  // The second quarter of the strip shows the right side.
  assert.deepEqual([...out.subarray(((64 + 2) * 64 + 24) * 3).subarray(0, 3)], [200, 0, 0])
})
