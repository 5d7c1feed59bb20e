import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findLeftOut } from './find-left-out.ts'

/** A GLB of nothing but its JSON. */
function glb(json: object): Uint8Array {
  const text = Buffer.from(JSON.stringify(json))
  const bytes = Buffer.alloc(20 + text.length)
  bytes.write('glTF', 'latin1')
  bytes.writeUInt32LE(text.length, 12)
  bytes.write('JSON', 16, 'latin1')
  text.copy(bytes, 20)
  return bytes
}

test('a GLB tells what of it no step uses', () => {
  const meshes = [{ primitives: [{ attributes: {}, targets: [{}] }] }]
  const parts = { animations: [{}, {}], skins: [{}], scenes: [{}, {}], meshes }
  assert.deepEqual(findLeftOut(glb(parts)), ['2 animations', '1 skin', 'shape keys', '1 further scene'])
  assert.deepEqual(findLeftOut(glb({ scenes: [{}], meshes: [{ primitives: [{}] }] })), [])
})

test('an OBJ tells of the files of its materials', () => {
  assert.deepEqual(findLeftOut(Buffer.from('# chest\r\nmtllib old chest.mtl\r\nv 0 0 0\n')), [
    'the materials of old chest.mtl',
  ])
  assert.deepEqual(findLeftOut(Buffer.from('v 0 0 0\n')), [])
})

test('damaged files tell nothing and do not fail', () => {
  assert.deepEqual(findLeftOut(glb({}).subarray(0, 21)), [])
  assert.deepEqual(findLeftOut(new Uint8Array(3)), [])
})
