import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp, { type PngOptions } from 'sharp'
import { readGrey16 } from './read-grey16.ts'

const [width, height] = [37, 23]
const heights = Uint16Array.from({ length: width * height }, (_, i) => (i * 40503) & 0xffff)

for (const adaptiveFiltering of [false, true]) {
  test(`heights of 16 bits are read to the last one, ${adaptiveFiltering ? 'filtered' : 'plain'}`, async () => {
    const smooth = Uint16Array.from({ length: width * height }, (_, i) => 300 * (i % width) + 7 * Math.floor(i / width))
    for (const data of [heights, smooth]) {
      const grey = await readGrey16(await png(data, { adaptiveFiltering }))
      assert.deepEqual(grey, { width, height, data })
    }
  })
}

test('other pictures are left to the browser, damaged ones are refused', async () => {
  const colours = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#123' } })
    .png()
    .toBuffer()
  assert.equal(await readGrey16(toArrayBuffer(colours)), undefined)
  assert.equal(await readGrey16(new ArrayBuffer(5)), undefined)
  const whole = new Uint8Array(await png(heights))
  await assert.rejects(readGrey16(whole.slice(0, 200).buffer))
})

async function png(data: Uint16Array, options: PngOptions = {}): Promise<ArrayBuffer> {
  const raw = { width, height, channels: 1, depth: 'ushort' } as const
  return toArrayBuffer(await sharp(data, { raw }).toColourspace('grey16').png(options).toBuffer())
}

const toArrayBuffer = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer
