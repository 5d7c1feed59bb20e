import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { resizePixels } from './resize-pixels.ts'

/** Four waves across and three down, whatever the size: the same picture at another resolution. */
function waves(width: number, height: number): Pixels {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [(Math.floor(i / 3) % width) + 0.5, Math.floor(i / 3 / width) + 0.5]
    return Math.round(128 + 60 * Math.sin((8 * Math.PI * x) / width) + 60 * Math.sin((6 * Math.PI * y) / height))
  })
  return { width, height, channels: 3, data }
}

test('a picture in another size is the same picture: nothing moves by a fraction of a pixel', () => {
  for (const [width, height] of [
    [96, 72],
    [128, 96],
    [83, 61],
    [40, 30],
    [130, 24],
  ] as const) {
    const [resized, ideal] = [resizePixels(waves(64, 48), width, height), waves(width, height)]
    assert.deepEqual([resized.width, resized.height, resized.data.length], [width, height, ideal.data.length])
    let worst = 0
    // Beyond the border the filter has nothing to see: the outermost tenth is left out.
    for (let y = Math.ceil(height / 10); y < height * 0.9 - 1; y++) {
      for (let x = Math.ceil(width / 10); x < width * 0.9 - 1; x++) {
        const i = (y * width + x) * 3
        worst = Math.max(worst, Math.abs(resized.data[i]! - ideal.data[i]!))
      }
    }
    assert.ok(worst <= 3, `${width} × ${height}: off by ${worst}`)
  }
})

test('one colour stays that colour, up to the corners', () => {
  const flat: Pixels = { width: 7, height: 5, channels: 4, data: new Uint8Array(7 * 5 * 4).fill(201) }
  for (const side of [1, 3, 16]) assert.ok(resizePixels(flat, side, side).data.every((value) => value === 201))
})

test('the other filters are those of torch', () => {
  const row = (values: number[], to: number, filter: 'bilinear' | 'nearest' | 'area' | 'bicubic') => [
    ...resizePixels({ width: values.length, height: 1, channels: 1, data: Uint8Array.from(values) }, to, 1, filter)
      .data,
  ]
  assert.deepEqual(row([0, 100], 4, 'bilinear'), [0, 25, 75, 100])
  assert.deepEqual(row([10, 20, 30], 2, 'nearest'), [10, 30])
  assert.deepEqual(row([10, 20, 30, 40, 50], 2, 'area'), [20, 40])
  // At a quarter between two pixels, a = −0.75: −0.10546875, 0.87890625, 0.26171875, −0.03515625.
  assert.deepEqual(row([100, 100, 200, 100], 8, 'bicubic')[3], Math.round(100 + 100 * 0.26171875))
})
