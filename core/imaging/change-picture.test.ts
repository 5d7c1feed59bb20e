import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { paint } from '../../test/diffusion/test-pictures.ts'
import { temporaryFile, temporaryWorkspace } from '../../test/temporary-workspace.ts'
import { decodeImage } from './codecs/decode-image.ts'
import { encodePng } from './codecs/encode-png.ts'

/** Runs nodes over this picture in a workspace of its own; gives pixels of outputs. */
async function over(t: Parameters<typeof temporaryWorkspace>[0], picture: Pixels) {
  const workspace = await temporaryWorkspace(t)
  const file = temporaryFile(t, 'picture.png', encodePng(picture))
  const { id } = await workspace.importFile(file, { projectId: workspace.projects.current().id })
  return async (node: string, input: object) => {
    const job = await workspace.queue.submit({ node, input: { image: id, ...input } })
    const output = (await workspace.queue.wait(job.id)).output as Record<string, string>
    return (name = 'image') => decodeImage(workspace.assets.read(workspace.assets.get(output[name]!)))
  }
}

const at = ({ width, channels, data }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels),
]

test('a picture is cut, turned around, and parted into channels, pixel by pixel', async (t) => {
  const run = await over(
    t,
    paint(16, 8, (x, y) => [x * 10, y * 10, 7, 255 - x]),
  )
  const cut = await (await run('image.crop', { left: 3, top: 2, width: 4, height: 5 }))()
  assert.deepEqual([cut.width, cut.height, at(cut, 1, 1)], [4, 5, [40, 30, 7, 251]])
  await assert.rejects(run('image.crop', { left: 3, width: 16, height: 8 }), { message: /reaches beyond/ })
  assert.deepEqual(at(await (await run('image.invert', {}))(), 2, 1), [235, 245, 248, 253])
  const clear = await (await run('image.channel', { channel: 'alpha', invert: true }))()
  assert.deepEqual(at(clear, 9, 0), [9, 9, 9])
  assert.deepEqual(at(await (await run('image.channel', { channel: 'green' }))(), 9, 3), [30, 30, 30])
})

test('a picture without transparency has no mask in it', async (t) => {
  const run = await over(
    t,
    paint(8, 8, () => [1, 2, 3]),
  )
  await assert.rejects(run('image.channel', { channel: 'alpha' }), { code: 'bad-input', message: /no transparency/ })
})

test('a canvas grows by grey, and the mask is white there and fades into the picture', async (t) => {
  const run = await over(
    t,
    paint(20, 20, () => [200, 100, 0]),
  )
  const output = await run('image.pad', { right: 8, top: 4, feather: 4 })
  const [image, mask] = [await output(), await output('mask')]
  assert.deepEqual([image.width, image.height, mask.width, mask.height], [28, 24, 28, 24])
  assert.deepEqual(
    [at(image, 0, 3), at(image, 0, 4), at(image, 20, 20)],
    [
      [127, 127, 127],
      [200, 100, 0],
      [127, 127, 127],
    ],
  )
  // Two pixels from the right border of what was there: ((4 − 2) / 4)² of white.
  assert.deepEqual([at(mask, 25, 12)[0], at(mask, 18, 14)[0], at(mask, 3, 14)[0]], [255, 64, 0])
})

test('a picture is brought to a size by stretching or by cutting', async (t) => {
  const run = await over(
    t,
    paint(40, 20, (x) => [x < 20 ? 0 : 255]),
  )
  const sizes = async (input: object) => {
    const { width, height } = await (await run('image.resize', input))()
    return [width, height]
  }
  assert.deepEqual(await sizes({ width: 20 }), [20, 10])
  assert.deepEqual(await sizes({ height: 5, scale: undefined }), [10, 5])
  assert.deepEqual(await sizes({ scale: 1.5, filter: 'nearest' }), [60, 30])
  const covered = await (await run('image.resize', { width: 10, height: 10, fit: 'cover', filter: 'area' }))()
  assert.deepEqual(
    [at(covered, 4, 5), at(covered, 5, 5)],
    [
      [0, 0, 0],
      [255, 255, 255],
    ],
  )
  await assert.rejects(run('image.resize', {}), { message: /either a scale/ })
  await assert.rejects(run('image.resize', { width: 8, scale: 2 }), { message: /either a scale/ })
})

test('a picture is laid over another through a mask, and cut where it reaches beyond', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const take = async (pixels: Pixels) => {
    const file = temporaryFile(t, 'picture.png', encodePng(pixels))
    return (await workspace.importFile(file, { projectId: workspace.projects.current().id })).id
  }
  const image = await take(paint(8, 8, () => [0, 100, 200]))
  const source = await take(paint(4, 4, () => [200, 100, 0]))
  const mask = await take(paint(4, 4, (x) => [[0, 51, 102, 255][x]!]))
  const run = async (input: object) => {
    const job = await workspace.queue.submit({ node: 'image.composite', input: { image, source, ...input } })
    const { image: made } = (await workspace.queue.wait(job.id)).output as { image: string }
    return decodeImage(workspace.assets.read(workspace.assets.get(made)))
  }
  const over = await run({ mask, left: 6, top: 2 })
  const row = [5, 6, 7].map((x) => at(over, x, 3))
  assert.deepEqual(row, [
    [0, 100, 200],
    [0, 100, 200],
    [40, 100, 160],
  ])
  assert.deepEqual(at(over, 7, 1), [0, 100, 200])
  assert.deepEqual(at(await run({ stretch: true }), 7, 7), [200, 100, 0])
})
