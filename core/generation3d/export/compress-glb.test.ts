import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { test } from 'node:test'
import { decodeImage } from '../../imaging/codecs/decode-image.ts'
import { boxDocument } from '../fixtures/box-document.ts'
import { writeGlb } from '../glb.ts'
import { compressGlb } from './compress-glb.ts'

test('textures as KTX2 have the right sides and colour space, and three.js unpacks them to their pictures', async () => {
  const document = boxDocument()
  const glb = await compressGlb(await writeGlb(document), { geometry: 'none', ktx2: true })
  const length = new DataView(glb.buffer, glb.byteOffset).getUint32(12, true)
  const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length)))
  assert.deepEqual(json.extensionsRequired, ['KHR_texture_basisu'])
  const unpack = await transcoder()
  for (const image of json.images as { bufferView: number; mimeType: string; name: string }[]) {
    assert.equal(image.mimeType, 'image/ktx2')
    const view = json.bufferViews[image.bufferView]
    const start = 20 + length + 8 + (view.byteOffset ?? 0)
    const file = glb.slice(start, start + view.byteLength)
    // KTX 2.0: an identifier of 12 bytes, then format, type size, width, height … ; supercompression 1 is BasisLZ.
    const header = new DataView(file.buffer)
    assert.equal(new TextDecoder('latin1').decode(file.subarray(1, 7)), 'KTX 20')
    assert.deepEqual([header.getUint32(20, true), header.getUint32(24, true), header.getUint32(44, true)], [16, 16, 1])
    // The transfer function in the data format descriptor: 2 is sRGB, 1 is linear.
    const transfer = file[header.getUint32(48, true) + 4 + 10]
    assert.equal(transfer, /albedo|emission/.test(image.name) ? 2 : 1, image.name)

    const { levels, pixels } = unpack(file)
    const kind = /albedo|normal|orm|emission/.exec(image.name)![0] as 'albedo'
    const { data, channels } = await decodeImage(document.material.textures[kind]!)
    const squares = pixels.map((value, i) =>
      i % 4 === 3 ? 0 : (value - data[Math.floor(i / 4) * channels + (i % 4)]!) ** 2,
    )
    const off = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / (squares.length * 0.75))
    assert.equal(levels, 5)
    // Pictures of 16 × 16 with a pattern in every texel are the hardest there are for ETC1S.
    assert.ok(off < 24, `${image.name} is off by ${off} of 255`)
  }
})

/** The transcoder that three.js hands to browsers, run here. */
async function transcoder(): Promise<(file: Uint8Array) => { levels: number; pixels: number[] }> {
  const require = createRequire(import.meta.url)
  const folder = path.dirname(require.resolve('three/examples/jsm/libs/basis/basis_transcoder.js'))
  const source = readFileSync(path.join(folder, 'basis_transcoder.js'), 'utf8')
  const load = new Function('require', '__dirname', `${source};return BASIS`)(require, folder)
  const basis = await load({ wasmBinary: readFileSync(path.join(folder, 'basis_transcoder.wasm')) })
  basis.initializeBasis()
  return (bytes) => {
    const file = new basis.KTX2File(bytes)
    assert.ok(file.isValid() && file.startTranscoding())
    const rgba = 13
    const pixels = new Uint8Array(file.getImageTranscodedSizeInBytes(0, 0, 0, rgba))
    assert.ok(file.transcodeImage(pixels, 0, 0, 0, rgba, 0, -1, -1))
    return { levels: file.getLevels(), pixels: [...pixels] }
  }
}
