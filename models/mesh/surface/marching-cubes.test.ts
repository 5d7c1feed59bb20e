import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marchingCubes } from './marching-cubes.ts'
import { measureSurface as measure } from './measure-surface.fixture.ts'

type Field = (x: number, y: number, z: number) => number

/** A field sampled over [−1, 1]³, negative outside. */
function sampled(n: number, field: Field): Float32Array {
  const values = new Float32Array(n ** 3)
  const at = (i: number) => (2 * i) / (n - 1) - 1
  for (let x = 0, i = 0; x < n; x++) {
    for (let y = 0; y < n; y++) for (let z = 0; z < n; z++) values[i++] = field(at(x), at(y), at(z))
  }
  return values
}

const sphere: Field = (x, y, z) => 0.7 - Math.hypot(x, y, z)
const torus: Field = (x, y, z) => 0.2 - Math.hypot(Math.hypot(x, y) - 0.6, z)

for (const [name, field, expected, euler] of [
  ['sphere', sphere, (4 / 3) * Math.PI * 0.7 ** 3, 2],
  ['torus', torus, 2 * Math.PI ** 2 * 0.6 * 0.2 ** 2, 0],
] as const)
  test(`a ${name} is closed, faces outwards and has Euler number ${euler} on any grid; its volume comes near with the square of the step`, () => {
    const errors = [33, 64, 96].map((n) => {
      const { volume, unpaired, euler: found } = measure(marchingCubes(sampled(n, field), [n, n, n], 0))
      assert.deepEqual([unpaired, found], [0, euler], `on ${n}³`)
      return { n, error: 1 - volume / (expected * ((n - 1) / 2) ** 3) }
    })
    for (const { n, error } of errors.slice(1)) assert.ok(error > 0 && error < 0.01, `${error} on ${n}³`)
    // Vertices lie on the surface, so chords cut off what falls with the square of the step.
    const constants = errors.map(({ n, error }) => error * (n - 1) ** 2)
    assert.ok(Math.max(...constants) / Math.min(...constants) < 1.1, constants.join(', '))
  })

test('noise, which has every case and every ambiguous face, is closed where it does not touch the border', () => {
  const [nx, ny, nz] = [19, 14, 23]
  let state = 12_345
  const values = new Float32Array(nx * ny * nz)
  for (let x = 1; x < nx - 1; x++) {
    for (let y = 1; y < ny - 1; y++) {
      for (let z = 1; z < nz - 1; z++) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
        values[(x * ny + y) * nz + z] = state / 2 ** 32
      }
    }
  }
  const surface = marchingCubes(values, [nx, ny, nz], 0.5)
  const { volume, unpaired } = measure(surface)
  assert.equal(unpaired, 0)
  assert.ok(volume > 0)
  // A vertex between 0 and v of a grid edge lies where the line through both passes the level.
  const { positions } = surface
  for (let i = 0; i < positions.length; i += 3) {
    const p = [positions[i]!, positions[i + 1]!, positions[i + 2]!]
    const axis = p.findIndex((value) => !Number.isInteger(value))
    if (axis === -1) continue
    const value = (q: readonly number[]) => values[(q[0]! * ny + q[1]!) * nz + q[2]!]!
    const [low, high] = [p.map(Math.floor), p.with(axis, Math.ceil(p[axis]!))]
    const share = p[axis]! - low[axis]!
    assert.ok(Math.abs(value(low) * (1 - share) + value(high) * share - 0.5) < 1e-5)
  }
})

test('a field with nothing inside, all inside, or values that are no numbers gives a finite surface', () => {
  const n = 8
  assert.equal(
    marchingCubes(
      sampled(n, () => -1),
      [n, n, n],
      0,
    ).indices.length,
    0,
  )
  assert.equal(
    marchingCubes(
      sampled(n, () => 1),
      [n, n, n],
      0,
    ).indices.length,
    0,
  )
  const holed = sampled(n, sphere)
  holed[(4 * n + 4) * n + 4] = Number.NaN
  holed[(4 * n + 4) * n + 2] = Number.POSITIVE_INFINITY
  const { positions, indices } = marchingCubes(holed, [n, n, n], 0)
  assert.ok(indices.length > 0)
  assert.ok(positions.every(Number.isFinite))
})
