import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meshLines } from './mesh-lines.ts'

const plain = (_: string, text: string) => text

test('a mesh from a picture says by which means it came and why', () => {
  const output = { method: 'relief', reason: 'No mesh model is installed.' }
  assert.deepEqual(meshLines('mesh.from-image', output, plain), ['by: relief (No mesh model is installed.)'])
})

test('a finished mesh says what was cleaned and which levels its seams forbid, and what helps', () => {
  const cleaning = { droppedPieces: 1, filledHoles: 3, holesLeft: 0, turnedOver: true }
  assert.deepEqual(meshLines('mesh.finish', { cleaning, unwrapped: false, leftOut: [0.25, 0.125] }, plain), [
    'cleaned: 1 loose piece removed, 3 holes filled, turned outside out',
    '! left out: levels of 25 %, 12.5 % of the triangles; new uvs may make them: --unwrap new',
  ])
  assert.deepEqual(meshLines('mesh.finish', { cleaning: {}, unwrapped: true, leftOut: [] }, plain), [])
})
