import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { tinyWorkspace } from '../../test/diffusion/tiny-workspace.ts'
import { extendCanvas, newAreaMask } from './masks/extend-canvas.ts'

/** Bands of colour with a fine pattern over them. */
function bands(width: number, height: number): Pixels {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3]
    return [60 + 2 * y, 200 - 2 * y, 90][c]! + ((x + y) % 2) * 16
  })
  return { width, height, channels: 3, data }
}

const sides = { left: 24, right: 0, top: 8, bottom: 16 }

test('the canvas keeps the old pixels and carries the colours of the edge on, with noise', () => {
  const old = bands(64, 48)
  const canvas = extendCanvas(old, sides, 7)
  assert.deepEqual([canvas.width, canvas.height], [88, 72])
  const at = (x: number, y: number, c: number) => canvas.data[(y * 88 + x) * 3 + c]!
  for (let y = 0; y < 48; y++)
    for (let x = 0; x < 64; x++)
      for (let c = 0; c < 3; c++) assert.equal(at(x + 24, y + 8, c), old.data[(y * 64 + x) * 3 + c])
  const mean = (y: number, c: number) => Array.from({ length: 16 }, (_, x) => at(x, y, c)).reduce((a, b) => a + b) / 16
  // Left of the row 30 of the old picture, red is about 60 + 60 + 8.
  assert.ok(Math.abs(mean(38, 0) - 128) < 8, `${mean(38, 0)}`)
  assert.ok(Math.abs(mean(38, 1) - 148) < 8, `${mean(38, 1)}`)
  const row = Array.from({ length: 24 }, (_, x) => at(x, 38, 2))
  assert.ok(Math.max(...row) - Math.min(...row) > 6, 'there is noise')
  assert.deepEqual(extendCanvas(old, sides, 7).data, canvas.data)
})

test('the mask is white where it is new and falls over the feather, only towards sides that grow', () => {
  const { data, width } = newAreaMask(bands(64, 48), sides, 16)
  const at = (x: number, y: number) => data[y * width + x]!
  assert.deepEqual([at(0, 30), at(23, 30), at(87, 30), at(41, 30)], [255, 255, 0, 0])
  const fall = Array.from({ length: 18 }, (_, x) => at(23 + x, 30))
  assert.ok(fall.every((value, x) => x === 0 || value <= fall[x - 1]!))
  assert.ok(Math.abs(at(24 + 8, 30) - 127) < 9)
})

test('a checkpoint for inpainting, which sees the mask itself, keeps the old pixels too', async (t) => {
  const { run, pixels, picture } = await tinyWorkspace(t, 'tiny-inpaint')
  const old = bands(64, 64)
  const input = { prompt: 'bands of colour', right: 32, feather: 8, steps: 2, seed: 4 }
  const { image } = await run('image.outpaint', { ...input, image: await picture(old) })
  const made = await pixels(image)
  for (let y = 0; y < 64; y++) {
    const row = made.data.subarray(y * 96 * 3, y * 96 * 3 + 56 * 3)
    assert.deepEqual(row, old.data.subarray(y * 64 * 3, y * 64 * 3 + 56 * 3))
  }
})

test('an image is continued beyond its borders, and what was there stays to the bit outside of the feather', async (t) => {
  const { run, pixels, picture, asset } = await tinyWorkspace(t, 'tiny-sd15')
  const old = bands(64, 48)
  const image = await picture(old)
  const input = { image, prompt: 'bands of colour', left: 24, top: 8, bottom: 16, feather: 12, steps: 3, seed: 4 }
  const made = await run('image.outpaint', input)
  const { width, height, data, channels } = await pixels(made.image)
  assert.deepEqual([width, height, made.width, made.height], [88, 72, 88, 72])
  const changed = { kept: 0, feathered: 0 }
  for (let y = 0; y < 48; y++) {
    for (let x = 0; x < 64; x++) {
      const same = [0, 1, 2].every((c) => {
        return data[((y + 8) * width + x + 24) * channels + c] === old.data[(y * 64 + x) * 3 + c]
      })
      const soft = x < 12 || y < 12 || y >= 36
      if (!same) changed[soft ? 'feathered' : 'kept']++
    }
  }
  assert.equal(changed.kept, 0)
  assert.ok(changed.feathered > 100)
  const { parents, facts } = asset(made.image)
  assert.ok(parents.includes(made.mask))
  assert.equal(facts['denoise'], 0.9)
  assert.equal((await run('asset.replay', { asset: made.image })).identical, true)

  await assert.rejects(run('image.outpaint', { ...input, left: 0, top: 0, bottom: 0 }), { message: /Nothing is added/ })
  await assert.rejects(run('image.outpaint', { ...input, left: 20 }), {
    code: 'bad-input',
    message: /64 × 48, so that the result would be 84 × 72/,
    hint: 'Add 4 pixels more across and 0 more down.',
  })
  await assert.rejects(run('image.outpaint', { ...input, model: 'procedural' }), {
    message: /cannot begin from a picture/,
  })
})
