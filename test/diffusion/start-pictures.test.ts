import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { middleMask, paint, pattern } from './test-pictures.ts'
import { small, tinyWorkspace } from './tiny-workspace.ts'

const start = pattern()
const inside = ({ data }: Pixels, which: boolean) =>
  data.filter((_, i) => {
    const [x, y] = [Math.floor(i / 3) % 64, Math.floor(i / 3 / 64)]
    return (x >= 16 && x < 48 && y >= 16 && y < 48) === which
  })

test('the weaker a start picture is changed, the nearer the result is to it, and its size is taken over', async (t) => {
  const { run, picture, pixels, asset } = await tinyWorkspace(t, 'tiny-sd15')
  const wide = pattern(96, 64)
  const { width, height, ...words } = small
  const from = async (strength: number) => {
    const { image } = await run('image.generate', { ...words, start: id, strength, steps: 10 })
    assert.equal(asset(image).facts['denoise'], strength)
    assert.deepEqual(asset(image).parents, [id])
    return pixels(image)
  }
  const id = await picture(wide)
  const weak = await from(0.1)
  assert.deepEqual([weak.width, weak.height], [96, 64])
  // A random autoencoder returns no likeness: two weak changes by other words still agree more than two strong ones.
  const apart = (a: Pixels, b: Pixels) => a.data.reduce((sum, value, i) => sum + Math.abs(value - b.data[i]!), 0)
  const [middle, strong] = [await from(0.5), await from(1)]
  assert.ok(apart(weak, middle) > 0 && apart(weak, middle) < apart(weak, strong))
})

for (const [model, what] of [
  ['tiny-sd15', 'a checkpoint of four channels'],
  ['tiny-inpaint', 'an inpainting checkpoint of nine'],
] as const) {
  test(`${what} paints inside the mask; outside every pixel stays to the bit`, async (t) => {
    const { make, picture } = await tinyWorkspace(t, model)
    const asked = { start: await picture(start), mask: await picture(middleMask()), strength: 0.9 }
    const sharp = await make({ ...asked, maskBlur: 0 })
    assert.deepEqual(inside(sharp, false), inside(start, false))
    assert.notDeepEqual(inside(sharp, true), inside(start, true))
    // Two passes of a mean over 4 pixels on either side reach 8 pixels out.
    const soft = await make({ ...asked, maskBlur: 4 })
    const far = ({ data }: Pixels) => data.filter((_, i) => Math.floor(i / 3) % 64 < 8)
    assert.deepEqual(far(soft), far(start))
    assert.notDeepEqual(inside(soft, false), inside(start, false))
    assert.notDeepEqual((await make({ ...asked, maskBlur: 0, fill: 'noise' })).data, sharp.data)
    const nothing = await picture(paint(64, 64, () => [0]))
    assert.deepEqual((await make({ ...asked, mask: nothing })).data, start.data, 'an empty mask changes nothing')
  })
}

test('only the area around a mask is painted, at the size asked for, and goes back into a picture of any size', async (t) => {
  const { run, picture, pixels, asset } = await tinyWorkspace(t, 'tiny-sd15')
  const large = pattern(200, 120)
  const mask = paint(200, 120, (x, y) => [x >= 100 && x < 130 && y >= 50 && y < 80 ? 255 : 0])
  const asked = { ...small, start: await picture(large), mask: await picture(mask), area: 'mask', maskBlur: 0 }
  const make = async (more: object) => {
    const { image } = await run('image.generate', { ...asked, ...more })
    return { made: await pixels(image), facts: asset(image).facts }
  }
  const { made, facts } = await make({})
  assert.deepEqual([made.width, made.height, facts['width']], [200, 120, 200])
  const differs = large.data.map((value, i) => Number(value !== made.data[i]))
  differs.forEach((is, i) => {
    const [x, y] = [Math.floor(i / 3) % 200, Math.floor(i / 3 / 200)]
    assert.ok(is === 0 || (x >= 100 && x < 130 && y >= 50 && y < 80), `${x}, ${y} is not masked and was changed`)
  })
  assert.ok(differs.includes(1))
  const fills = ['surroundings', 'noise', 'nothing'].map(async (fill) => (await make({ fill })).made.data)
  const all = [made.data, ...(await Promise.all(fills))]
  assert.equal(new Set(all.map((data) => Buffer.from(data).toString('base64'))).size, 4, 'each fill begins otherwise')
})

test('pictures of another size are refused, or fitted as asked', async (t) => {
  const { run, picture, pixels } = await tinyWorkspace(t, 'tiny-sd15')
  const wide = await picture(pattern(128, 64))
  const make = async (fit?: string) => {
    const { image } = await run('image.generate', { ...small, start: wide, strength: 0.5, ...(fit && { fit }) })
    return pixels(image)
  }
  await assert.rejects(make(), { code: 'bad-input', hint: /--fit crop/ })
  const made = await Promise.all(['stretch', 'crop', 'pad'].map(make))
  for (const { width, height } of made) assert.deepEqual([width, height], [64, 64])
  const cut = await picture({ ...pattern(128, 64), ...cropped(pattern(128, 64)) })
  const { image } = await run('image.generate', { ...small, start: cut, strength: 0.5 })
  assert.deepEqual((await pixels(image)).data, made[1]!.data, 'cropped here is cropped there')
})

/** The 64 columns in the middle. */
function cropped({ width, data }: Pixels): Pixels {
  return paint(64, 64, (x, y) => [...data.subarray((y * width + x + 32) * 3, (y * width + x + 33) * 3)])
}
