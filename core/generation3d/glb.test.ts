import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WorkspaceError } from '../../base/error.ts'
import { boxBounds, boxDocument, boxMesh } from './fixtures/box-document.ts'
import { validateGltf } from './fixtures/validate-gltf.ts'
import { readGlb, writeGlb } from './glb.ts'
import { embedRecordInGlb, readRecordFromGlb, removeRecordFromGlb } from './glb-record.ts'
import { boundsOf } from './mesh-bounds.ts'

test('a textured mesh with levels of detail is valid glTF without a warning', async () => {
  for (const emission of [true, false]) {
    const { numErrors, numWarnings, messages } = await validateGltf(await writeGlb(boxDocument({ emission })))
    assert.deepEqual([numErrors, numWarnings], [0, 0], JSON.stringify(messages, undefined, 1))
  }
})

test('a bare mesh of one level is valid glTF without any message', async () => {
  const { positions, indices, normals } = boxMesh(1)
  const bytes = await writeGlb({
    name: 'bare',
    levels: [{ positions, indices, normals: normals! }],
    material: { name: 'clay', textures: {}, baseColor: [0.8, 0.3, 0.2, 1] },
  })
  assert.deepEqual((await validateGltf(bytes)).messages, [])
})

test('what is written is read back, every number and every picture', async () => {
  const document = { ...boxDocument(), extras: { seed: 7 } }
  const read = await readGlb(await writeGlb(document))
  assert.deepEqual(read.levels, document.levels)
  assert.deepEqual(read.material.textures, document.material.textures)
  assert.deepEqual(read.material.name, 'painted')
  assert.deepEqual([read.material.metalness, read.material.roughness], [1, 1])
  assert.deepEqual([read.name, read.extras], ['box', { seed: 7 }])
})

test('the same document gives the same bytes', async () => {
  assert.deepEqual(await writeGlb(boxDocument()), await writeGlb(boxDocument()))
})

test('a mesh of more than 65535 vertices keeps its indices', async () => {
  const { positions, indices, normals } = boxMesh(110)
  assert.ok(positions.length / 3 > 65535)
  const document = {
    name: 'fine',
    levels: [{ positions, indices, normals: normals! }],
    material: { name: 'm', textures: {} },
  }
  const bytes = await writeGlb(document)
  assert.equal((await validateGltf(bytes)).numErrors, 0)
  assert.deepEqual((await readGlb(bytes)).levels[0]!.indices, indices)
})

test('what glTF forbids is refused before it is written', async () => {
  const { tangents: _, ...untangented } = boxMesh(1)
  await assert.rejects(writeGlb({ ...boxDocument(), levels: [untangented] }), /normal map but no tangents in level 0/)
  await assert.rejects(writeGlb({ ...boxDocument(), levels: [] }), /no level of detail/)
  const beyond = { ...boxMesh(1), indices: Uint32Array.of(0, 1, 24) }
  await assert.rejects(writeGlb({ ...boxDocument(), levels: [beyond] }), /do not fit its 24 vertices/)
})

test("another program's file is read in the space of its scene, its parts joined", async () => {
  const { Document, WebIO } = await import('@gltf-transform/core')
  const gltf = new Document()
  const buffer = gltf.createBuffer()
  const { positions, indices, normals } = boxMesh(1)
  const accessor = (type: 'VEC3' | 'SCALAR', array: Float32Array | Uint32Array) =>
    gltf
      .createAccessor()
      .setType(type)
      .setArray(array as Float32Array<ArrayBuffer>)
      .setBuffer(buffer)
  const mesh = gltf
    .createMesh()
    .addPrimitive(
      gltf
        .createPrimitive()
        .setAttribute('POSITION', accessor('VEC3', positions))
        .setAttribute('NORMAL', accessor('VEC3', normals!))
        .setIndices(accessor('SCALAR', indices)),
    )
  const parent = gltf.createNode('parent').setTranslation([10, 0, 0]).setScale([2, 2, 2])
  const mirrored = gltf.createNode('mirrored').setMesh(mesh).setScale([-1, 1, 1])
  parent.addChild(gltf.createNode('upright').setMesh(mesh)).addChild(mirrored)
  gltf.createScene().addChild(parent)
  const { levels, name } = await readGlb(await new WebIO().writeBinary(gltf))

  assert.equal(name, 'upright')
  assert.deepEqual(boundsOf(levels[0]!), { min: [8, 0, -6], max: [12, 4, 0] })
  assert.equal(levels[0]!.indices.length, 72)
  for (let i = 0; i < 72; i += 3) {
    // Each triangle's own normal agrees with the vertex normals: the mirrored half was turned over.
    const [a, b, c] = [0, 1, 2].map((k) => {
      const at = levels[0]!.indices[i + k]! * 3
      return levels[0]!.positions.subarray(at, at + 3)
    }) as [Float32Array, Float32Array, Float32Array]
    const n = levels[0]!.normals!.subarray(levels[0]!.indices[i]! * 3)
    const [ux, uy, uz] = [b[0]! - a[0]!, b[1]! - a[1]!, b[2]! - a[2]!]
    const [vx, vy, vz] = [c[0]! - a[0]!, c[1]! - a[1]!, c[2]! - a[2]!]
    assert.ok((uy * vz - uz * vy) * n[0]! + (uz * vx - ux * vz) * n[1]! + (ux * vy - uy * vx) * n[2]! > 0)
  }
})

test('triangle strips and fans become triangles that face the same way', async () => {
  const { Document, WebIO } = await import('@gltf-transform/core')
  for (const [mode, expected] of [
    [5, [0, 1, 2, 1, 3, 2]],
    [6, [0, 1, 2, 0, 2, 3]],
  ] as const) {
    const gltf = new Document()
    const positions = gltf
      .createAccessor()
      .setType('VEC3')
      .setArray(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0))
      .setBuffer(gltf.createBuffer())
    const mesh = gltf
      .createMesh()
      .addPrimitive(gltf.createPrimitive().setMode(mode).setAttribute('POSITION', positions))
    gltf.createScene().addChild(gltf.createNode().setMesh(mesh))
    const { levels } = await readGlb(await new WebIO().writeBinary(gltf))
    assert.deepEqual([...levels[0]!.indices], expected)
  }
})

test('quantized and meshopt-compressed files are read, as close as their grid allows', async () => {
  const { WebIO } = await import('@gltf-transform/core')
  const { ALL_EXTENSIONS, EXTMeshoptCompression, KHRMeshQuantization } = await import('@gltf-transform/extensions')
  const { MeshoptEncoder } = await import('meshoptimizer')
  const { quantize, reorder } = await import('@gltf-transform/functions')
  const io = new WebIO().registerExtensions(ALL_EXTENSIONS).registerDependencies({ 'meshopt.encoder': MeshoptEncoder })
  const gltf = await io.readBinary(await writeGlb({ ...boxDocument(), levels: [boxMesh(5)] }))
  await gltf.transform(reorder({ encoder: MeshoptEncoder }), quantize())
  gltf.createExtension(KHRMeshQuantization).setRequired(true)
  gltf.createExtension(EXTMeshoptCompression).setRequired(true)
  const { levels } = await readGlb(await io.writeBinary(gltf))
  assert.equal(levels[0]!.indices.length, 900)
  const { min, max } = boundsOf(levels[0]!)
  ;[...min, ...max].forEach((value, i) => {
    assert.ok(Math.abs(value - [0, 0, -3, 1, 2, 0][i]!) < 1e-3, `${value}`)
  })
})

test('a file of several materials is refused with their names', async () => {
  const { Document, WebIO } = await import('@gltf-transform/core')
  const gltf = new Document()
  const positions = gltf
    .createAccessor()
    .setType('VEC3')
    .setArray(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0))
    .setBuffer(gltf.createBuffer())
  const mesh = gltf.createMesh()
  for (const name of ['wood', 'iron']) {
    mesh.addPrimitive(gltf.createPrimitive().setAttribute('POSITION', positions).setMaterial(gltf.createMaterial(name)))
  }
  gltf.createScene().addChild(gltf.createNode().setMesh(mesh))
  await assert.rejects(readGlb(await new WebIO().writeBinary(gltf)), {
    code: 'bad-input',
    message: /2 materials \("wood", "iron"/,
  })
})

test('separate occlusion and roughness pictures are packed into one', async () => {
  const { Document, WebIO } = await import('@gltf-transform/core')
  const { decodeImage } = await import('../imaging/codecs/decode-image.ts')
  const { encodePng } = await import('../imaging/codecs/encode-png.ts')
  const flat = (size: number, colour: number[]) =>
    encodePng({
      width: size,
      height: size,
      channels: 3,
      data: Uint8Array.from({ length: size * size * 3 }, (_, i) => colour[i % 3]!),
    })
  const gltf = new Document()
  const material = gltf
    .createMaterial('m')
    .setOcclusionTexture(
      gltf
        .createTexture()
        .setMimeType('image/png')
        .setImage(flat(4, [90, 1, 2]) as Uint8Array<ArrayBuffer>),
    )
    .setMetallicRoughnessTexture(
      gltf
        .createTexture()
        .setMimeType('image/png')
        .setImage(flat(8, [3, 150, 210]) as Uint8Array<ArrayBuffer>),
    )
  const positions = gltf
    .createAccessor()
    .setType('VEC3')
    .setArray(Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0))
    .setBuffer(gltf.createBuffer())
  gltf
    .createScene()
    .addChild(
      gltf
        .createNode()
        .setMesh(
          gltf
            .createMesh()
            .addPrimitive(gltf.createPrimitive().setAttribute('POSITION', positions).setMaterial(material)),
        ),
    )
  const read = await readGlb(await new WebIO().writeBinary(gltf))
  const orm = await decodeImage(read.material.textures.orm!)
  assert.deepEqual([orm.width, orm.height, ...orm.data.slice(0, 3)], [8, 8, 90, 150, 210])
})

test('a damaged or empty file gets one sentence, never a stack trace', async () => {
  const whole = await writeGlb(boxDocument())
  for (const bytes of [
    new Uint8Array(0),
    whole.subarray(0, 100),
    Uint8Array.from(whole, (byte, i) => (i === 30 ? 0xff : byte)),
  ]) {
    await assert.rejects(readGlb(bytes), (error) => error instanceof WorkspaceError && error.code === 'corrupt-file')
  }
})

test('of a file that is cut off nothing is read that lies behind it in the memory', async () => {
  const memory = Buffer.from('............................a secret')
  memory.set(Buffer.from(await writeGlb(boxDocument())).subarray(0, 20))
  const error = await readGlb(memory.subarray(0, 20)).catch((reason: Error) => reason)
  assert.match((error as Error).message, /^The GLB file is cut off: 20 of \d+ bytes are there\.$/)
})

test('a file whose little JSON comes to far more than it holds is refused before it is parsed', async () => {
  const scene = { asset: { version: '2.0' }, scene: 0, scenes: [{ nodes: [0] }] }
  const accessors = [{ componentType: 5126, count: 300_000, type: 'VEC3' }]
  const primitive = { attributes: { POSITION: 0 } }
  const mesh = { ...scene, nodes: [{ mesh: 0 }], meshes: [{ primitives: [primitive] }], accessors }
  const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))
  const cases: readonly [unknown, RegExp][] = [
    [{ ...mesh, nodes: [{ mesh: 0, children: [1] }, { children: [0] }] }, /run in a circle/],
    [{ ...mesh, nodes: many(20_000, (i) => ({ mesh: 0, children: [i + 1] })) }, /nests nodes 20001 deep; at most 1000/],
    [
      {
        ...mesh,
        scenes: [{ nodes: many(400, Number) }],
        nodes: many(400, () => ({ mesh: 0 })),
        meshes: [{ primitives: many(400, () => primitive) }],
      },
      /has 160000 parts; at most 100000/,
    ],
    [{ ...mesh, scenes: [{ nodes: many(300, Number) }], nodes: many(300, () => ({ mesh: 0 })) }, /unpacks to 1080 MB/],
    [{ ...mesh, nodes: [{ mesh: 0, extensions: { MSFT_lod: { ids: many(300, () => 0) } } }] }, /unpacks to 1084 MB/],
    [{ ...mesh, accessors: [{ ...accessors[0], sparse: { count: 1e9 } }] }, /sparse accessor .* more numbers/],
  ]
  for (const [json, message] of cases) await assert.rejects(readGlb(glbOf(json)), { message })
})

/** A GLB of nothing but its JSON (glTF 2.0, 4.4). */
function glbOf(json: unknown): Uint8Array {
  const text = JSON.stringify(json)
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4))
  const header = new Uint32Array([0x46546c67, 2, 20 + padded.length, padded.length, 0x4e4f534a])
  return Uint8Array.from([...new Uint8Array(header.buffer), ...padded])
}

test('a record is put into a GLB, read from it and replaced, and the rest stays', async () => {
  const bytes = await writeGlb(boxDocument())
  assert.equal(readRecordFromGlb(bytes), undefined)
  const once = embedRecordInGlb(bytes, { prompt: 'an “old” box — 古い', n: [1, 2] })
  const twice = embedRecordInGlb(once, { prompt: 'new' })
  assert.deepEqual(readRecordFromGlb(once), { prompt: 'an “old” box — 古い', n: [1, 2] })
  assert.deepEqual(readRecordFromGlb(twice), { prompt: 'new' })
  assert.equal((await validateGltf(once)).numErrors, 0)
  assert.deepEqual(await readGlb(twice), await readGlb(bytes))
  assert.deepEqual(removeRecordFromGlb(twice), bytes)
})

test('a record is refused by a file that is no GLB', () => {
  assert.throws(
    () => readRecordFromGlb(new TextEncoder().encode('solid box, but no GLB at all')),
    /does not begin with "glTF"/,
  )
})

test('the box of the tests stands where it says', () => {
  assert.deepEqual(boundsOf(boxMesh(2)), boxBounds)
})
