import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sphere } from './fields.fixture.ts'
import { inspectMesh, qualityOfMesh } from './inspect-mesh.ts'
import type { Mesh } from './mesh.ts'
import { buildSurface } from './surface/build-surface.ts'
import { unwrap } from './unwrap/unwrap.ts'

const whole = unwrap(await buildSurface(sphere, 0.2)).mesh

function inspect(mesh: Mesh) {
  const report = inspectMesh([mesh])
  const failed = qualityOfMesh(report).measures.filter(({ pass }) => pass === false)
  return { level: report.levels[0]!, uvs: report.uvs!, failed: failed.map(({ name }) => name) }
}

function withIndices(change: (indices: number[]) => number[]): Mesh {
  return { ...whole, indices: Uint32Array.from(change([...whole.indices])) }
}

test('a good mesh passes every check', () => {
  const { level, failed } = inspect(whole)
  assert.deepEqual(failed, [])
  assert.equal(level.eulerNumber, 2)
  assert.equal(level.genus, 0)
  assert.ok(Math.abs(level.volume! - (4 / 3) * Math.PI) < 0.1)
})

test('a hole is found', () => {
  const { level, failed } = inspect(withIndices((indices) => indices.slice(3)))
  assert.equal(level.openEdges, 3)
  assert.ok(failed.includes('watertight'))
})

test('a flipped triangle is found', () => {
  const { level, failed } = inspect(withIndices(([a, b, c, ...rest]) => [a!, c!, b!, ...rest]))
  assert.equal(level.flippedTriangles, 1)
  assert.ok(failed.includes('flipped-triangles') && failed.includes('watertight'))
})

test('an edge with three triangles is found', () => {
  const extra = {
    ...whole,
    positions: Float32Array.from([...whole.positions, 3, 3, 3]),
    uvs: Float32Array.from([...whole.uvs!, 0, 0]),
  }
  const indices = [...whole.indices, whole.indices[0]!, whole.indices[1]!, whole.positions.length / 3]
  const { level, failed } = inspect({ ...extra, indices: Uint32Array.from(indices) })
  assert.equal(level.nonManifoldEdges, 1)
  assert.ok(failed.includes('non-manifold-edges'))
})

test('pieces that touch at one point are found', () => {
  const [x, y, z] = [0, 1, 2].map((a) => whole.positions[whole.indices[0]! * 3 + a]!) as [number, number, number]
  const tip = [x, y, z, x * 2, y * 2 + 0.1, z * 2, x * 2 + 0.1, y * 2, z * 2 + 0.1, x * 2, y * 2, z * 2 - 0.1]
  const first = whole.positions.length / 3
  const { level } = inspect({
    positions: Float32Array.from([...whole.positions, ...tip]),
    indices: Uint32Array.from([...whole.indices, ...[0, 1, 2, 0, 2, 3, 0, 3, 1, 1, 3, 2].map((i) => first + i)]),
    uvs: Float32Array.from([...whole.uvs!, 0, 0, 0, 0, 0, 0, 0, 0]),
  })
  assert.equal(level.nonManifoldVertices, 1)
})

test('a degenerate triangle is found', () => {
  const { level, failed } = inspect(withIndices(([a, b, c, ...rest]) => [a!, b!, c!, ...rest, a!, b!, b!]))
  assert.equal(level.degenerateTriangles, 1)
  assert.ok(failed.includes('degenerate-triangles'))
})

test('overlapping, mirrored and outlying uvs are found', () => {
  const stacked = whole.uvs!.map((value) => 0.4 + (value % 0.2))
  assert.ok(inspect({ ...whole, uvs: stacked }).failed.includes('uv-overlap'))
  const outlying = whole.uvs!.map((value) => value + 0.5)
  assert.ok(inspect({ ...whole, uvs: outlying }).failed.includes('uv-outside'))
  const firstChart = whole.uvs!.slice()
  const [a, b] = [whole.indices[0]!, whole.indices[1]!]
  for (let k = 0; k < 2; k++)
    [firstChart[a * 2 + k], firstChart[b * 2 + k]] = [firstChart[b * 2 + k]!, firstChart[a * 2 + k]!]
  assert.ok(inspect({ ...whole, uvs: firstChart }).uvs.mirrored > 0)
})
