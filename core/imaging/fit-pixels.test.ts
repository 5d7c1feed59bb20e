import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { fitPixels } from './fit-pixels.ts'
import { areaOfMask } from './masks/area-of-mask.ts'
import { fillFromAround } from './masks/fill-from-around.ts'
import { putBack } from './masks/put-back.ts'

/** Each pixel by its place. */
function picture(width: number, height: number, at: (x: number, y: number) => readonly number[]): Pixels {
  const data = Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width)))
  return { width, height, channels: data[0]!.length as 1 | 3, data: Uint8Array.from(data.flat()) }
}
const column = (x: number) => [x * 10, 0, 255 - x * 10]
const pixel = ({ width, channels, data }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels),
]
const maskOf = (width: number, height: number, inside: (x: number, y: number) => boolean) =>
  picture(width, height, (x, y) => [inside(x, y) ? 255 : 0])

test('a picture is stretched, cut in the middle, or padded with its own edges', () => {
  const wide = picture(16, 8, column)
  assert.deepEqual(pixel(fitPixels(wide, 8, 8, 'stretch'), 0, 0).slice(1, 2), [0])
  assert.deepEqual(
    fitPixels(wide, 8, 8, 'crop'),
    picture(8, 8, (x) => column(x + 4)),
  )
  const padded = fitPixels(wide, 16, 16, 'pad')
  assert.deepEqual(padded, picture(16, 16, column))
  const tall = fitPixels(wide, 32, 8, 'pad')
  assert.deepEqual(
    [0, 7, 8, 23, 24, 31].map((x) => pixel(tall, x, 3)),
    [0, 0, 0, 15, 15, 15].map(column),
  )
})

test('what is masked is filled by the colours around; the rest stays to the bit', () => {
  const halves = picture(32, 32, (x) => (x < 16 ? [200, 10, 10] : [10, 10, 200]))
  const mask = maskOf(32, 32, (x, y) => x >= 4 && x < 28 && y >= 8 && y < 24)
  const filled = fillFromAround(halves, mask)
  for (const [x, y] of [
    [0, 0],
    [3, 12],
    [28, 12],
    [31, 31],
  ] as const)
    assert.deepEqual(pixel(filled, x, y), pixel(halves, x, y))
  const [left, right] = [pixel(filled, 5, 16), pixel(filled, 26, 16)]
  assert.ok(left[0]! > 150 && left[2]! < 60, left.join())
  assert.ok(right[2]! > 150 && right[0]! < 60, right.join())
  assert.deepEqual(
    pixel(
      fillFromAround(
        halves,
        maskOf(32, 32, () => true),
      ),
      7,
      7,
    ),
    [128, 128, 128],
  )
})

test('the area around a mask has its padding and the ratio, and stays inside the picture', () => {
  const mask = maskOf(100, 80, (x, y) => x >= 40 && x < 60 && y >= 30 && y < 40)
  assert.deepEqual(areaOfMask(mask, { padding: 0, ratio: 2 }), { left: 40, top: 30, width: 20, height: 10 })
  assert.deepEqual(areaOfMask(mask, { padding: 5, ratio: 1 }), { left: 35, top: 20, width: 30, height: 30 })
  const corner = maskOf(100, 80, (x, y) => x < 10 && y < 10)
  assert.deepEqual(areaOfMask(corner, { padding: 10, ratio: 1 }), { left: 0, top: 0, width: 30, height: 30 })
  assert.deepEqual(
    areaOfMask(
      maskOf(100, 80, () => true),
      { padding: 32, ratio: 1 },
    ),
    {
      ...{ left: 0, top: 0 },
      ...{ width: 100, height: 80 },
    },
  )
  assert.throws(
    () =>
      areaOfMask(
        maskOf(8, 8, () => false),
        { padding: 0, ratio: 1 },
      ),
    { code: 'bad-input' },
  )
})

test('a painted part goes back into its place, and outside the mask nothing changes', () => {
  const pixels = picture(40, 30, column)
  const mask = maskOf(40, 30, (x, y) => x >= 10 && x < 20 && y >= 10 && y < 20)
  const area = { left: 5, top: 5, width: 20, height: 20 }
  const painted = picture(64, 64, () => [1, 2, 3])
  const whole = putBack(painted, { pixels, mask, area, maskBlur: 0 })
  const inside = (x: number, y: number) => x >= 10 && x < 20 && y >= 10 && y < 20
  assert.deepEqual(
    whole,
    picture(40, 30, (x, y) => (inside(x, y) ? [1, 2, 3] : column(x))),
  )
})
