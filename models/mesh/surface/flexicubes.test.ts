import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dualEdges, dualPatches, sharedFaces } from './dual-cases.ts'
import { flexiCubes, surfaceCells } from './flexicubes.ts'
import { measureSurface } from './measure-surface.fixture.ts'

/** A field sampled on the corners of n³ cells over [−1, 1]³; negative is inside. */
function grid(n: number, field: (x: number, y: number, z: number) => number) {
  const vertices = new Float32Array(3 * (n + 1) ** 3)
  const sdf = new Float32Array((n + 1) ** 3)
  const at = (i: number) => (2 * i) / n - 1
  for (let x = 0, k = 0; x <= n; x++) {
    for (let y = 0; y <= n; y++) {
      for (let z = 0; z <= n; z++, k++) {
        vertices.set([at(x), at(y), at(z)], 3 * k)
        sdf[k] = field(at(x), at(y), at(z))
      }
    }
  }
  return { n, sdf, vertices }
}

test('a sphere and a torus have their volume, are closed, face outwards and have the right Euler number', () => {
  const shapes = [
    {
      field: (x: number, y: number, z: number) => Math.hypot(x, y, z) - 0.7,
      volume: (4 / 3) * Math.PI * 0.343,
      euler: 2,
    },
    {
      field: (x: number, y: number, z: number) => Math.hypot(Math.hypot(x, z) - 0.6, y) - 0.25,
      volume: 2 * Math.PI ** 2 * 0.6 * 0.0625,
      euler: 0,
    },
  ]
  for (const { field, volume, euler } of shapes) {
    // Up to as fine as InstantMesh: the vertices lie inside of a curved surface, by what falls with the square of the step.
    const constants = [32, 64, 128].map((n) => {
      const own = grid(n, field)
      const cells = surfaceCells(own)
      const measured = measureSurface(flexiCubes(own, cells, new Float32Array(21 * cells.length)))
      assert.deepEqual([measured.unpaired, measured.euler], [0, euler], `on ${n}³`)
      const error = 1 - measured.volume / volume
      assert.ok(error > 0 && error < (n === 32 ? 0.03 : 0.01), `${error} on ${n}³`)
      return error * n ** 2
    })
    assert.ok(Math.max(...constants) / Math.min(...constants) < 1.1, constants.join(', '))
  }
})

test('noise is closed whatever the weights: no edge has one triangle or three', () => {
  let state = 99
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const noise = grid(12, (x, y, z) => (Math.max(Math.abs(x), Math.abs(y), Math.abs(z)) === 1 ? 1 : random()))
  const cells = surfaceCells(noise)
  const surface = flexiCubes(noise, cells, Float32Array.from({ length: 21 * cells.length }, random))
  assert.equal(measureSurface(surface).unpaired, 0)
  assert.ok(surface.positions.every((value) => Math.abs(value) <= 1))
})

test('the cases: each crossed edge is in one patch, and opposite cases cross the same edges', () => {
  for (let inside = 0; inside < 256; inside++) {
    const crossed = dualEdges.flatMap(([a, b], edge) => (((inside >> a) ^ (inside >> b)) & 1 ? [edge] : []))
    assert.deepEqual(
      dualPatches[inside]!.flat().sort((a, b) => a - b),
      crossed,
    )
  }
  // Four corners that do not touch are four patches; the opposite four are as well.
  assert.deepEqual([dualPatches[0b01101001]!.length, dualPatches[0b10010110]!.length], [4, 4])
  // C16 and C19: three corners outside in 24 ways, two in 12.
  assert.equal(sharedFaces.filter((step) => step !== undefined).length, 36)
  assert.deepEqual(
    [sharedFaces[61], sharedFaces[249]],
    [
      [1, 0, 0],
      [0, 0, -1],
    ],
  )
})
