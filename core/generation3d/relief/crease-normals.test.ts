import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findTopology, isWatertight } from '../topology.ts'
import { faceNormals } from '../unwrap/face-normals.ts'
import { buildRelief } from './build-relief.ts'
import { creaseNormals } from './crease-normals.ts'

const SIDE = 33
const wanted = { width: 1, depth: 0.2, base: 0.1, triangles: 2000, maxError: 0.001 }
const field = (height: (x: number, y: number) => number) => ({
  width: SIDE,
  height: SIDE,
  values: Float32Array.from({ length: SIDE * SIDE }, (_, i) =>
    height(((i % SIDE) / (SIDE - 1)) * 2 - 1, (Math.floor(i / SIDE) / (SIDE - 1)) * 2 - 1),
  ),
})

/** The least cosine between a triangle that faces forward and a normal at its corners. */
function worstShading(mesh: { indices: Uint32Array; normals: Float32Array; positions: Float32Array }): number {
  const { normals: faces } = faceNormals(mesh)
  let worst = 1
  for (let h = 0; h < mesh.indices.length; h++) {
    const t = h - (h % 3)
    if (faces[t + 2]! < 0.99) continue
    const along = [0, 1, 2].reduce((sum, a) => sum + faces[t + a]! * mesh.normals[mesh.indices[h]! * 3 + a]!, 0)
    worst = Math.min(worst, along)
  }
  return worst
}

test('the ground around a cliff is shaded as flat as it is, and the solid stays closed', async () => {
  const { mesh } = await buildRelief(
    field((x, y) => (Math.abs(x) < 0.4 && Math.abs(y) < 0.4 ? 1 : 0)),
    wanted,
  )
  assert.ok(worstShading(mesh) < 0.5)
  const creased = await creaseNormals(mesh)
  assert.ok(worstShading(creased) > 0.86)
  assert.ok(isWatertight(findTopology(creased)))
  assert.equal(creased.indices.length, mesh.indices.length)
})

test('a gentle hill keeps its vertices and normals', async () => {
  const { mesh } = await buildRelief(
    field((x, y) => Math.max(0, 1 - x * x - y * y) ** 2),
    wanted,
  )
  const creased = await creaseNormals(mesh)
  assert.deepEqual(creased.normals, mesh.normals)
})
