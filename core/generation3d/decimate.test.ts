import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countDegenerate } from './count-faults.ts'
import { decimate } from './decimate.ts'
import { fieldOf, sphere } from './fields.fixture.ts'
import { findComponents } from './find-components.ts'
import { measureSolid } from './measure-solid.ts'
import { mendPinches } from './mend-pinches.ts'
import type { Mesh } from './mesh.ts'
import { buildSurface } from './surface/build-surface.ts'
import { findTopology, isWatertight } from './topology.ts'

test('a simplified sphere stays closed, round and near its volume', async () => {
  const { mesh, error } = await decimate(await buildSurface(sphere, 0.05), { triangles: 1000 })
  const topology = findTopology(mesh)
  assert.ok(Math.abs(mesh.indices.length / 3 - 1000) <= 10)
  assert.ok(isWatertight(topology))
  assert.equal(countDegenerate(mesh.positions, topology.corners), 0)
  assert.ok(Math.abs(measureSolid(mesh).volume / ((4 / 3) * Math.PI) - 1) < 0.02)
  assert.ok(error < 0.02)
})

test('a sponge whose tunnels collapse stays a manifold', async () => {
  // Thin walls and narrow tunnels: simplified this far, plain edge collapses leave hundreds of edges with four triangles.
  const sponge = fieldOf((x, y, z) => {
    const wave = (v: number) => {
      const r = v * 2 - Math.floor(v * 2 + 0.5)
      return 1 - Math.abs(r) * 4
    }
    const gyroid =
      Math.abs((wave(x) * wave(y + 0.25) + wave(y) * wave(z + 0.25) + wave(z) * wave(x + 0.25)) / 14) - 0.012
    return Math.max(gyroid, Math.sqrt(x * x + y * y + z * z) - 1)
  }, 1)
  const mesh = await buildSurface(sponge, 0.03)
  const { mesh: small } = await decimate(mendPinches(mesh), { triangles: 3000 })
  const topology = findTopology(small)
  assert.equal(topology.crowdedEdges, 0)
  assert.equal(topology.pinchedVertices, 0)
  assert.equal(topology.openEdges, 0)
})

test('two cubes that touch along an edge become two manifolds', () => {
  const cube = (x: number, y: number) => {
    const positions = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) => [x + (i & 1), y + ((i >> 1) & 1), (i >> 2) & 1])
    // Two triangles for each side, counter-clockwise seen from outside.
    const indices = [
      [0, 2, 3, 1],
      [4, 5, 7, 6],
      [0, 1, 5, 4],
      [2, 6, 7, 3],
      [0, 4, 6, 2],
      [1, 3, 7, 5],
    ].flatMap(([a, b, c, d]) => [a!, b!, c!, a!, c!, d!])
    return { positions, indices }
  }
  const [one, two] = [cube(0, 0), cube(1, 1)]
  const mesh: Mesh = {
    positions: Float32Array.from([...one.positions, ...two.positions]),
    indices: Uint32Array.from([...one.indices, ...two.indices.map((i) => i + 8)]),
  }
  assert.equal(findTopology(mesh).crowdedEdges, 1)
  const mended = mendPinches(mesh)
  const topology = findTopology(mended)
  assert.ok(isWatertight(topology))
  assert.equal(findComponents(topology.corners, mended.positions.length / 3).componentCount, 2)
})
