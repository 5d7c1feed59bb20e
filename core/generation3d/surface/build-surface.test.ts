import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../../models/procedural/random.ts'
import { box, fieldOf, sphere, torus } from '../fields.fixture.ts'
import { measureSolid } from '../measure-solid.ts'
import type { Mesh } from '../mesh.ts'
import { findTopology, isWatertight } from '../topology.ts'
import { buildSurface } from './build-surface.ts'
import { chooseStep } from './choose-step.ts'

function eulerNumber(mesh: Mesh): number {
  const { vertexCount, edgeCount } = findTopology(mesh)
  return vertexCount - edgeCount + mesh.indices.length / 3
}

for (const { name, field, volume, euler } of [
  { name: 'sphere', field: sphere, volume: (4 / 3) * Math.PI, euler: 2 },
  { name: 'torus', field: torus, volume: 2 * Math.PI * Math.PI * 0.16, euler: 0 },
  { name: 'box', field: box, volume: 1.68, euler: 2 },
]) {
  test(`a ${name} is meshed watertight, with its volume within 0.5 % and its number of handles`, async () => {
    const mesh = await buildSurface(field, 0.05)
    assert.ok(isWatertight(findTopology(mesh)))
    assert.ok(Math.abs(measureSolid(mesh).volume / volume - 1) < 0.005)
    assert.equal(eulerNumber(mesh), euler)
  })
}

test('the edges of a box stay sharp', async () => {
  const { positions } = await buildSurface(box, 0.05)
  let nearest = Infinity
  for (let i = 0; i < positions.length; i += 3) {
    const off = [0.5, 0.6, 0.7].map((half, a) => Math.abs(positions[i + a]!) - half)
    nearest = Math.min(nearest, Math.sqrt(off.reduce((sum, side) => sum + side * side, 0)))
  }
  // Marching cubes would cut the corner by a third of a cell, 0.017.
  assert.ok(nearest < 0.004, `the corner is ${nearest} off`)
})

test('even noise at every grid point gives a manifold', async () => {
  const random = createRandom(3)
  const values = new Map<string, number>()
  const noise = fieldOf((x, y, z) => {
    const key = [x, y, z].map((v) => Math.round(v * 8)).join()
    const value = values.get(key) ?? random.between(-0.02, 0.02)
    values.set(key, value)
    return value
  }, 1)
  const topology = findTopology(await buildSurface(noise, 0.125))
  assert.ok(topology.edgeCount > 10_000)
  assert.equal(topology.crowdedEdges, 0)
  assert.equal(topology.openEdges, 0)
  assert.equal(topology.pinchedVertices, 0)
})

test('a form that fills its bounds is still closed', async () => {
  const full = fieldOf(() => -0.01, 1)
  assert.ok(isWatertight(findTopology(await buildSurface(full, 0.2))))
})

test('the chosen step gives about as many triangles as asked for', async () => {
  for (const field of [sphere, torus]) {
    const mesh = await buildSurface(field, await chooseStep(field, 20_000))
    assert.ok(Math.abs(mesh.indices.length / 3 / 20_000 - 1) < 0.15)
  }
})

test('the same field gives the same bytes', async () => {
  const [first, second] = [await buildSurface(torus, 0.1), await buildSurface(torus, 0.1)]
  assert.deepEqual(first, second)
})
