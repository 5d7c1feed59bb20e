import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { writeObj } from '../export/write-obj.ts'
import { writePly } from '../export/write-ply.ts'
import { writeStl } from '../export/write-stl.ts'
import { boxBounds, boxDocument, boxMesh } from '../fixtures/box-document.ts'
import { validateGltf } from '../fixtures/validate-gltf.ts'
import { readGlb } from '../glb.ts'
import type { Mesh } from '../mesh.ts'
import { boundsOf } from '../mesh-bounds.ts'
import { findTopology, isWatertight } from '../topology.ts'
import { meshFromFile } from './mesh-from-file.ts'
import { readObj } from './read-obj.ts'
import { readPly } from './read-ply.ts'
import { readStl } from './read-stl.ts'

const text = (lines: readonly string[]) => new TextEncoder().encode(lines.join('\n'))

async function converted(bytes: Uint8Array, format: string): Promise<Mesh> {
  const found = await meshFromFile(bytes, 'box')
  assert.equal(found?.format, format)
  const { numErrors, numWarnings } = await validateGltf(found.glb)
  assert.deepEqual([numErrors, numWarnings], [0, 0])
  return (await readGlb(found.glb)).levels[0]!
}

test('what is written as OBJ, STL and PLY is read back the same, upright', async () => {
  const box = boxMesh(5)
  const obj = await converted(unzipSync(await writeObj(boxDocument()))['box.obj']!, 'obj')
  const ply = await converted(writePly(box), 'ply')
  const stl = await converted(writeStl(box), 'stl')
  for (const mesh of [obj, ply, stl]) {
    assert.equal(mesh.indices.length, 900)
    assert.deepEqual(boundsOf(mesh), boxBounds)
    assert.ok(isWatertight(findTopology(mesh)))
  }
  const corner = ({ indices, uvs, normals }: Mesh, h: number) =>
    [
      ...uvs!.subarray(indices[h]! * 2, indices[h]! * 2 + 2),
      ...normals!.subarray(indices[h]! * 3, indices[h]! * 3 + 3),
    ].map((value) => Math.round(value * 1e5) / 1e5 + 0)
  for (let h = 0; h < 900; h += 7) {
    assert.deepEqual(corner(obj, h), corner(box, h))
    assert.deepEqual(corner(ply, h), corner(box, h))
  }
})

test('an OBJ of quads, backward indices and colours becomes triangles', async () => {
  const mesh = readObj(
    text(['# quad', 'o a', 'v 0 0 0 1 0 0', 'v 1 0 0 1 0 0', 'v 1 1 0 0 0 1', 'v 0 1 0 0 0 1', 'f -4 -3 -2 -1', '']),
  )
  assert.deepEqual([...mesh.indices], [0, 1, 2, 0, 2, 3])
  assert.deepEqual([...mesh.colors!.subarray(0, 3), ...mesh.colors!.subarray(6, 9)], [1, 0, 0, 0, 0, 1])
  assert.throws(() => readObj(text(['v 0 0 0', 'f 1 2 3'])), {
    code: 'corrupt-file',
    message: /Line 2 .* vertex 2 of 1/,
  })
})

test('text of STL and PLY is read, with colours and big-endian numbers too', async () => {
  const facet = [
    'facet normal 0 0 1',
    'outer loop',
    'vertex 0 0 0',
    'vertex 1 0 0',
    'vertex 0 1 0',
    'endloop',
    'endfacet',
  ]
  const stl = await converted(text(['solid x', ...facet, 'endsolid x']), 'stl')
  assert.deepEqual(boundsOf(stl), { min: [0, 0, -1], max: [1, 0, 0] })
  const header = [
    'ply',
    'format ascii 1.0',
    'element vertex 3',
    'property float x',
    'property float y',
    'property float z',
  ]
  const faces = ['element face 1', 'property list uchar int vertex_indices', 'end_header']
  const colour = ['property uchar red', 'property uchar green', 'property uchar blue']
  const ply = readPly(
    text([...header, ...colour, ...faces, '0 0 0 255 0 0', '1 0 0 0 255 0', '0 1 0 0 0 255', '3 0 1 2', '']),
  )
  assert.deepEqual(
    [[...ply.indices], [...ply.colors!]],
    [
      [0, 1, 2],
      [1, 0, 0, 0, 1, 0, 0, 0, 1],
    ],
  )

  const head = text([...header.map((line) => line.replace('ascii', 'binary_big_endian')), ...faces, ''])
  const body = new DataView(new ArrayBuffer(36 + 13))
  for (const [i, value] of [0, 0, 0, 1, 0, 0, 0, 1, 0].entries()) body.setFloat32(i * 4, value)
  body.setUint8(36, 3)
  for (const index of [0, 1, 2]) body.setInt32(37 + index * 4, index)
  const big = readPly(Uint8Array.from([...head, ...new Uint8Array(body.buffer)]))
  assert.deepEqual(
    [[...big.indices], [...big.positions]],
    [
      [0, 1, 2],
      [0, 0, 0, 1, 0, 0, 0, 1, 0],
    ],
  )
})

test('damaged files are refused with the reason, and other text is not taken for a mesh', async () => {
  const ply = writePly(boxMesh(1))
  await assert.rejects(meshFromFile(ply.subarray(0, ply.length - 5), 'box'), {
    code: 'corrupt-file',
    message: /ends too early/,
  })
  const huge = ['ply', 'format ascii 1.0', 'element vertex 999999999', 'property float x', 'end_header', '']
  await assert.rejects(meshFromFile(text(huge), 'box'), { message: /announces 999999999 of vertex/ })
  // More numbers than the file has bytes, by rows or by columns: refused before anything is counted or laid out.
  const rows = ['ply', 'format ascii 1.0', ...Array<string>(1000).fill('element nothing 20000'), 'end_header', '']
  await assert.rejects(meshFromFile(text(rows), 'box'), { message: /announces 20000 of nothing/ })
  const columns = [
    ...huge.slice(0, 2),
    'element vertex 9000',
    ...Array<string>(900).fill('property char x'),
    'end_header',
    '',
  ]
  await assert.rejects(meshFromFile(text(columns), 'box'), { message: /announces 9000 of vertex/ })
  assert.throws(() => readStl(new Uint8Array(400_000_001)), {
    code: 'bad-input',
    message: /STL file has 400 MB of text/,
  })
  const none = text(['v 0 0 0', 'v 1 0 0', ''])
  await assert.rejects(meshFromFile(none, 'box'), { code: 'bad-input', message: /has no triangle/ })
  const nan = text(['v 0 0 0', 'v 1 x 0', 'v 0 1 0', 'f 1 2 3'])
  await assert.rejects(meshFromFile(nan, 'box'), { code: 'corrupt-file', message: /NaN at vertex 1/ })
  assert.equal(await meshFromFile(text(['very nice weather', 'v']), 'box'), undefined)
  assert.equal(await meshFromFile(new Uint8Array(200), 'box'), undefined)
})
