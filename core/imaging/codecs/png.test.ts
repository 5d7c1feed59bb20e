import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { deflateRawSync, inflateSync } from 'node:zlib'
import sharp from 'sharp'
import { createRandom } from '../../../models/procedural/random.ts'
import { decodeHeight, decodeImage, readImageSize, sniffImage } from './decode-image.ts'
import { deflateToZlib } from './deflate.ts'
import { encodePng, type PngImage } from './encode-png.ts'
import { readPngChunks, writePngChunks } from './png-chunks.ts'
import { addPngText, readPngText } from './png-text.ts'

const corrupt = { code: 'corrupt-file' }

test('deflate gives back every kind of input: empty, one byte, noise, runs, text, longer than a block and than the window', () => {
  const random = createRandom(1)
  const noise = Uint8Array.from({ length: 200_000 }, () => random() * 256)
  const skewed = Uint8Array.from({ length: 300_000 }, () => 1 / (random() + 0.004))
  const far = new Uint8Array(140_000)
  far.set(noise.subarray(0, 32768))
  far.set(noise.subarray(0, 32768), 32768) // matches at exactly the window's length
  far.set(noise.subarray(0, 32768), 98_000) // and beyond it
  const inputs = [
    new Uint8Array(0),
    Uint8Array.of(7),
    Uint8Array.of(7, 7),
    new Uint8Array(500_000),
    noise,
    skewed,
    far,
    new TextEncoder().encode('a stone is a stone is a stone, '.repeat(4000)),
  ]
  for (const input of inputs) assert.deepEqual(new Uint8Array(inflateSync(deflateToZlib(input))), input)
})

test('deflate keeps codes within 15 bits where the counts are a Fibonacci series', () => {
  const bytes: number[] = []
  for (let symbol = 0, a = 1, b = 1; symbol < 22; symbol++, [a, b] = [b, a + b]) {
    for (let k = 0; k < a; k++) bytes.push(symbol * 11)
  }
  const random = createRandom(2)
  const input = Uint8Array.from(bytes)
  for (let i = input.length - 1; i > 0; i--) {
    const j = random.integer(0, i)
    ;[input[i], input[j]] = [input[j]!, input[i]!]
  }
  assert.deepEqual(new Uint8Array(inflateSync(deflateToZlib(input))), input)
})

for (const depth of [8, 16] as const) {
  for (const channels of [1, 2, 3, 4] as const) {
    test(`a PNG of ${channels} channels and ${depth} bits is read back exactly by another reader`, async () => {
      const image = picture(37, 23, channels, depth)
      // sharp drops the alpha of 8-bit grey, so that one is read as RGBA.
      const space = depth === 16 ? (channels <= 2 ? 'grey16' : 'rgb16') : channels === 1 ? 'b-w' : 'srgb'
      const raw = await sharp(encodePng(image))
        .toColourspace(space)
        .raw({ depth: depth === 16 ? 'ushort' : 'uchar' })
        .toBuffer()
      const got = depth === 16 ? new Uint16Array(new Uint8Array(raw).buffer) : new Uint8Array(raw)
      const same = channels === 2 && depth === 8 ? got.filter((_, i) => i % 4 === 0 || i % 4 === 3) : got
      assert.deepEqual(same, image.data)
    })
  }
}

test('the same pixels give the committed bytes on every machine', () => {
  const bytes = encodePng(picture(64, 48, 3, 8), { text: { parameters: 'ancient stone' } })
  assert.equal(
    createHash('sha256').update(bytes).digest('hex'),
    'd9eb317ddfea9d17ad9d5c8e7b922fb643bc17b8630f0ff56d952441585affbb',
  )
})

test('16-bit heights and 8-bit pixels come back as they were written', async () => {
  const heights = picture(20, 10, 1, 16)
  assert.deepEqual((await decodeHeight(encodePng(heights))).data, heights.data)
  const pixels = picture(20, 10, 4, 8)
  assert.deepEqual(await decodeImage(encodePng(pixels)), { width: 20, height: 10, channels: 4, data: pixels.data })
  const grey = picture(20, 10, 1, 8)
  assert.deepEqual((await decodeImage(encodePng(grey))).data, spread(grey.data))
  assert.deepEqual(
    (await decodeHeight(encodePng(grey))).data,
    Uint16Array.from(grey.data, (value) => value * 257),
  )
})

test('JPEG and WebP are told by their bytes and read', async () => {
  const png = encodePng(picture(32, 16, 3, 8))
  for (const [format, mediaType] of [
    ['jpeg', 'image/jpeg'],
    ['webp', 'image/webp'],
  ] as const) {
    const bytes = new Uint8Array(await sharp(png).toFormat(format).toBuffer())
    assert.equal(sniffImage(bytes), mediaType)
    assert.deepEqual(await readImageSize(bytes), { width: 32, height: 16, mediaType })
    assert.equal((await decodeImage(bytes)).data.length, 32 * 16 * 3)
  }
  // Orientation 6: the camera was held on its side.
  const turned = await sharp(png).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const { width, height } = await decodeImage(turned)
  assert.deepEqual(await readImageSize(turned), { width, height, mediaType: 'image/jpeg' })
  assert.deepEqual([width, height], [16, 32])
})

test('a picture that is cut short, has a flipped bit or is something else is refused as corrupt', async () => {
  const bytes = encodePng(picture(64, 64, 3, 8))
  const flipped = bytes.slice()
  flipped[bytes.length >> 1]! ^= 1
  const junkPixels = writePngChunks(
    readPngChunks(bytes).map((chunk) => (chunk.type === 'IDAT' ? { type: 'IDAT', data: new Uint8Array(99) } : chunk)),
  )
  const jpeg = new Uint8Array(await sharp(bytes).jpeg().toBuffer())
  const cases = [bytes.subarray(0, bytes.length - 5), bytes.subarray(0, 20), flipped, junkPixels, jpeg.subarray(0, 300)]
  for (const damaged of [...cases, new TextEncoder().encode('not a picture'), new Uint8Array(0)]) {
    await assert.rejects(decodeImage(damaged), corrupt)
    await assert.rejects(decodeHeight(damaged), corrupt)
  }
})

test('a picture that would unpack to more pixels than allowed is refused from its header alone', async () => {
  const header = new Uint8Array(13)
  new DataView(header.buffer).setUint32(0, 60_000)
  new DataView(header.buffer).setUint32(4, 60_000)
  header.set([8, 2], 8)
  const bomb = writePngChunks([
    { type: 'IHDR', data: header },
    { type: 'IDAT', data: deflateToZlib(new Uint8Array(1000)) },
    { type: 'IEND', data: new Uint8Array(0) },
  ])
  const before = process.memoryUsage().rss
  await assert.rejects(decodeImage(bomb), { code: 'bad-input' })
  assert.ok(process.memoryUsage().rss - before < 200e6)
  await assert.rejects(decodeImage(encodePng(picture(40, 40, 3, 8)), { maxPixels: 1000 }), /40 × 40: more than 1000/)
})

test('text entries are added and replaced without touching the pixels', async () => {
  const image = picture(16, 16, 3, 8)
  const plain = encodePng(image)
  const first = addPngText(plain, { parameters: 'one\nSeed: 3', 'ai-workspace': '{"名":"石像 – statue"}' })
  const second = addPngText(first, { parameters: 'größer' })
  assert.deepEqual(readPngText(second), { parameters: 'größer', 'ai-workspace': '{"名":"石像 – statue"}' })
  assert.deepEqual((await decodeImage(second)).data, image.data)
  assert.deepEqual(
    readPngChunks(second).find((chunk) => chunk.type === 'IDAT')!.data,
    readPngChunks(plain).find((chunk) => chunk.type === 'IDAT')!.data,
  )
})

test('a compressed text that unpacks to gigabytes is refused', () => {
  const bytes = encodePng(picture(4, 4, 1, 8))
  const packed = deflateToZlib(new Uint8Array(40_000_000))
  const data = Buffer.concat([Buffer.from('Comment\0\0'), packed])
  const chunks = readPngChunks(bytes)
  assert.throws(() => readPngText(writePngChunks([chunks[0]!, { type: 'zTXt', data }, ...chunks.slice(1)])), corrupt)
})

test('smooth and flat pictures are packed about as tightly as by zlib', () => {
  const flat = encodePng({ width: 512, height: 512, channels: 3, data: new Uint8Array(512 * 512 * 3).fill(9) })
  assert.ok(flat.length < 6000, `${flat.length}`)
  const image = picture(256, 256, 3, 8)
  assert.ok(encodePng(image).length < deflateRawSync(image.data).length)
})

function picture(
  width: number,
  height: number,
  channels: 1 | 2 | 3 | 4,
  depth: 8 | 16,
): PngImage & { data: Uint8Array } {
  const random = createRandom(`${width} ${height} ${channels} ${depth}`)
  const data = depth === 16 ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels)
  const most = depth === 16 ? 65535 : 255
  for (let i = 0; i < data.length; i++) {
    const at = Math.floor(i / channels)
    data[i] = ((at % width) / width / 2 + Math.floor(at / width) / height / 3 + random() / 20) * most
  }
  return { width, height, channels, depth, data: data as Uint8Array }
}

function spread(grey: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: grey.length * 3 }, (_, i) => grey[Math.floor(i / 3)]!)
}
