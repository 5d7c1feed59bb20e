import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { FloatType } from 'three'
import { EXRLoader } from 'three/examples/jsm/loaders/EXRLoader.js'
import { decodeExr } from './decode-exr.ts'
import { encodeExr } from './encode-exr.ts'

const [width, height] = [37, 50]
const data = Float32Array.from({ length: width * height }, (_, i) => Math.sin(i / 90) * 10 ** ((i % 7) - 3))

test('an OpenEXR file gives back its numbers, and another reader reads the same', () => {
  const special = data.slice()
  special.set([Infinity, -0, 1e-30])
  const file = encodeExr({ width, height, data: special }, { attributes: { depthKind: 'metric' } })
  const read = decodeExr(file)
  assert.deepEqual([read.width, read.height, read.attributes], [width, height, { depthKind: 'metric' }])
  assert.deepEqual(read.data, special)

  const three = new EXRLoader().setDataType(FloatType).parse(file.buffer as ArrayBuffer) as {
    width: number
    height: number
    data: Float32Array
  }
  assert.deepEqual([three.width, three.height], [width, height])
  // It makes four channels of the one, and its rows begin at the bottom.
  for (const [x, y] of [
    [0, 0],
    [36, 0],
    [5, 17],
    [20, 49],
  ] as const) {
    assert.equal(three.data[4 * ((height - 1 - y) * width + x)], special[y * width + x])
  }
})

test('smooth depth is packed; noise that would grow is kept as it is', () => {
  const smooth = Float32Array.from({ length: 64 * 64 }, (_, i) => 1 + Math.floor(i / 64) / 64)
  assert.ok(encodeExr({ width: 64, height: 64, data: smooth }).length < 64 * 64)
  const noise = Float32Array.from({ length: 256 }, (_, i) => Math.fround(Math.sin(i * 12.9898) * 43758.5453))
  assert.deepEqual(decodeExr(encodeExr({ width: 16, height: 16, data: noise })).data, noise)
})

test('a file that is cut short or of another kind is refused', () => {
  const file = encodeExr({ width, height, data })
  assert.throws(() => decodeExr(file.subarray(0, file.length - 40)), { code: 'corrupt-file' })
  assert.throws(() => decodeExr(file.subarray(0, 30)), { code: 'corrupt-file' })
  assert.throws(() => decodeExr(new Uint8Array(100)), { code: 'corrupt-file' })
  const half = file.slice()
  // The type of the one channel: behind 'channels', 'chlist', a length, 'Y' and a 0.
  half[8 + 9 + 7 + 4 + 2] = 1
  assert.throws(() => decodeExr(half), { code: 'bad-input', message: /16 bits/ })
})

test('a header that leads back to its own beginning is refused and not read for ever', () => {
  const file = new Uint8Array(70_000).fill(1)
  // Magic and version; a name, no type, a length of 1; behind that no zero that would end a name. Read again from the start,
  // the bytes 6 to 9 are a length that leads behind the last zero once more.
  file.set([0x76, 0x2f, 0x31, 0x01, 2, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0])
  assert.throws(() => decodeExr(file), { code: 'corrupt-file' })
})

test('a block that unpacks to more than its rows is refused before it is unpacked', () => {
  const file = encodeExr({ width: 1, height: 1, data: Float32Array.of(1) })
  // The one block is kept as it is: 4 bytes. Its length and bytes give way to 64 MB of zeros, packed.
  const bomb = deflateSync(new Uint8Array(64_000_000))
  const swollen = new Uint8Array(file.length - 4 + bomb.length)
  swollen.set(file)
  new DataView(swollen.buffer).setInt32(file.length - 8, bomb.length, true)
  swollen.set(bomb, file.length - 4)
  const before = process.memoryUsage().arrayBuffers
  assert.throws(
    () => decodeExr(swollen),
    (error: Error & { code?: string }) =>
      error.code === 'corrupt-file' && (error.cause as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE',
  )
  assert.ok(process.memoryUsage().arrayBuffers - before < 32_000_000)
})
