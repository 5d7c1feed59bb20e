import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unzipSync } from 'fflate'
import { decodeImage } from '../../imaging/codecs/decode-image.ts'
import { boxDocument, boxMesh } from '../fixtures/box-document.ts'
import { exportLevel, safeName } from './export-level.ts'
import { formatFloat } from './format-float.ts'
import { writeObj } from './write-obj.ts'
import { writePly } from './write-ply.ts'
import { writeStl } from './write-stl.ts'
import { writeUsdz } from './write-usdz.ts'
import { zipAligned } from './zip.ts'

test('a float is written as short as it can be and reads back as itself', () => {
  assert.deepEqual(
    [0.1, -0, 1, 0.33333334, 16777216].map((value) => formatFloat(Math.fround(value))),
    ['0.1', '0', '1', '0.33333334', '16777216'],
  )
  let bits = 12345
  const view = new DataView(new ArrayBuffer(4))
  for (let i = 0; i < 20_000; i++) {
    bits = (Math.imul(bits, 1664525) + 1013904223) >>> 0
    view.setUint32(0, bits)
    const value = view.getFloat32(0)
    if (Number.isFinite(value)) assert.equal(Math.fround(Number(formatFloat(value))), value)
  }
})

test('an OBJ holds every corner with its UV and normal, and its material names files that are there', async () => {
  const files = unzipSync(await writeObj(boxDocument()))
  const text = new TextDecoder().decode(files['box.obj'])
  const count = (word: string) => text.split('\n').filter((line) => line.startsWith(`${word} `)).length
  assert.deepEqual([count('v'), count('vt'), count('vn'), count('f')], [216, 216, 216, 300])
  assert.match(text, /^v 1 0 0$/m)
  assert.match(text, /^vt 0.016666668 0.525$/m)
  assert.match(text, /^f 1\/1\/1 2\/2\/2 8\/8\/8$/m)
  const mtl = new TextDecoder().decode(files['box.mtl'])
  const named = [...mtl.matchAll(/\S+\.png/g)].map(([name]) => name)
  assert.deepEqual(new Set(named), new Set(Object.keys(files).filter((name) => name.endsWith('.png'))))
  assert.equal(new Set(named).size, 6)
})

test("an OBJ's roughness and metalness are the channels of the packed picture", async () => {
  const document = boxDocument()
  const files = unzipSync(await writeObj(document))
  const packed = await decodeImage(document.material.textures.orm!)
  for (const [channel, kind] of ['occlusion', 'roughness', 'metalness'].entries()) {
    const grey = await decodeImage(files[`box-${kind}.png`]!)
    for (let i = 0; i < packed.width * packed.height; i++) {
      assert.equal(grey.data[i * grey.channels], packed.data[i * packed.channels + channel])
    }
  }
})

test('an STL holds the triangles upright with their outward normals', () => {
  const bytes = writeStl(boxMesh(1))
  const view = new DataView(bytes.buffer)
  assert.equal(view.getUint32(80, true), 12)
  assert.equal(bytes.length, 84 + 12 * 50)
  const numbers = Array.from({ length: 12 }, (_, i) => view.getFloat32(84 + i * 4, true))
  // The first side of the box faces +X; our +Y is its +Z.
  assert.deepEqual(numbers, [1, 0, 0, 1, 0, 0, 1, 3, 0, 1, 3, 2])
})

test('a PLY says what it holds, byte for byte', () => {
  const bytes = writePly(boxMesh(1))
  const text = new TextDecoder('latin1').decode(bytes)
  const header = text.slice(0, text.indexOf('end_header\n') + 11)
  assert.match(header, /element vertex 24\n(property float \w+\n){8}element face 12\n/)
  assert.equal(bytes.length, header.length + 24 * 32 + 12 * 13)
  const { positions, indices } = boxMesh(1)
  assert.match(new TextDecoder('latin1').decode(writePly({ positions, indices })), /property float z\nelement face/)
})

test('every file of a USDZ begins at a multiple of 64 bytes, uncompressed, the layer first', () => {
  const bytes = writeUsdz(boxDocument())
  const view = new DataView(bytes.buffer)
  const names: string[] = []
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const [nameLength, extraLength, size] = [
      view.getUint16(at + 26, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 22, true),
    ]
    assert.equal(view.getUint16(at + 8, true), 0, 'stored')
    names.push(new TextDecoder().decode(bytes.subarray(at + 30, at + 30 + nameLength)))
    const start = at + 30 + nameLength + extraLength
    assert.equal(start % 64, 0)
    at = start + size
  }
  assert.deepEqual(names, [
    'box.usda',
    'textures/albedo.png',
    'textures/normal.png',
    'textures/orm.png',
    'textures/emission.png',
  ])
  assert.deepEqual(Object.keys(unzipSync(bytes)), names)
})

test('alignment holds for names of every length', () => {
  for (let length = 1; length < 140; length++) {
    const name = 'n'.repeat(length)
    const content = Uint8Array.of(1, 2, 3)
    const bytes = zipAligned([[name, content]], 64)
    const view = new DataView(bytes.buffer)
    assert.equal((30 + view.getUint16(26, true) + view.getUint16(28, true)) % 64, 0)
    assert.deepEqual(unzipSync(bytes)[name], content)
  }
})

test('another reader of USD finds the geometry and every picture of the material', async () => {
  // three's loader starts to load pictures through the DOM; here they need not arrive.
  const picture = { addEventListener() {}, removeEventListener() {} }
  Object.assign(globalThis, { document: { createElementNS: () => picture } })
  const { USDLoader } = await import('three/addons/loaders/USDLoader.js')
  const { Mesh, MeshPhysicalMaterial } = await import('three')
  const bytes = writeUsdz(boxDocument())
  const meshes: InstanceType<typeof Mesh>[] = []
  new USDLoader().parse(bytes.slice().buffer).traverse((thing) => {
    if (thing instanceof Mesh) meshes.push(thing)
  })
  const [box, ...others] = meshes
  assert.equal(others.length, 0)
  assert.equal(box!.geometry.getAttribute('position').count, 900)
  box!.geometry.computeBoundingBox()
  assert.deepEqual(box!.geometry.boundingBox!.min.toArray(), [0, 0, -3])
  assert.deepEqual(box!.geometry.boundingBox!.max.toArray(), [1, 2, 0])
  assert.deepEqual(
    [...box!.geometry.getAttribute('uv').array.slice(0, 2)],
    [Math.fround(0.016666668), Math.fround(0.525)],
  )
  const material = box!.material
  assert.ok(material instanceof MeshPhysicalMaterial)
  assert.deepEqual([material.map?.colorSpace, material.emissiveMap?.colorSpace], ['srgb', 'srgb'])
  assert.deepEqual([material.normalMap?.colorSpace, material.roughnessMap?.colorSpace], ['', ''])
  assert.equal(material.roughnessMap, material.metalnessMap)
  assert.equal(material.roughnessMap, material.aoMap)
  delete (globalThis as { document?: unknown }).document
})

test('the same mesh gives the same bytes in every format', async () => {
  const [once, twice] = [boxDocument(), boxDocument()]
  assert.deepEqual(await writeObj(once), await writeObj(twice))
  assert.deepEqual(writeUsdz(once), writeUsdz(twice))
  assert.deepEqual(writePly(once.levels[0]!), writePly(twice.levels[0]!))
  assert.deepEqual(writeStl(once.levels[0]!), writeStl(twice.levels[0]!))
})

test('a level that is not there is refused with those that are', () => {
  assert.equal(exportLevel(boxDocument(), 2).indices.length, 36)
  assert.throws(() => exportLevel(boxDocument(), 3), /no level 3: its levels are 0 to 2/)
})

test('names of files and words are plain ASCII whatever the mesh is called', () => {
  assert.deepEqual(['Statue of Zoë', '../../etc/passwd', '古い像', '3 gears', '-x-'].map(safeName), [
    'Statue-of-Zoe',
    'etc-passwd',
    'mesh',
    'mesh-3-gears',
    'x',
  ])
})
