import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkSolid } from './check-solid.ts'

/** A tetrahedron; `faces` leaves some out or turns them. */
function tetrahedron(faces: readonly number[]) {
  return { positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1), indices: Uint32Array.from(faces) }
}

const closed = [0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3]

test('a closed mesh is a solid, also when its vertices are split for uvs', async () => {
  assert.deepEqual(await checkSolid(tetrahedron(closed)), { accepted: true, status: 'NoError' })
  const whole = tetrahedron(closed)
  const positions = Float32Array.from(
    [...whole.indices].flatMap((v) => [...whole.positions.subarray(v * 3, v * 3 + 3)]),
  )
  assert.equal((await checkSolid({ positions, indices: Uint32Array.from(closed, (_, i) => i) })).accepted, true)
})

test('a hole or a face that is turned round is none', async () => {
  assert.equal((await checkSolid(tetrahedron(closed.slice(3)))).accepted, false)
  assert.equal((await checkSolid(tetrahedron([0, 1, 2, ...closed.slice(3)]))).accepted, false)
})
