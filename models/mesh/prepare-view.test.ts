import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { frameForeground } from './frame-foreground.ts'
import { prepareView } from './prepare-view.ts'
import { readPlainYaml } from './read-plain-yaml.ts'
import { resizeAntialiased } from './resize-antialiased.ts'

/** Transparent but for a rectangle of one colour. */
function rectangle(width: number, height: number, [left, top, right, bottom]: readonly number[], alpha = 255): Pixels {
  const data = new Uint8Array(4 * width * height)
  for (let y = top!; y <= bottom!; y++) {
    for (let x = left!; x <= right!; x++) data.set([200, 100, 50, alpha], 4 * (y * width + x))
  }
  return { width, height, channels: 4, data }
}

const alphaAt = ({ width, data }: Pixels, x: number, y: number) => data[4 * (y * width + x) + 3]

test('a cut-out is framed as the reference frames it', () => {
  // 31 × 11 pixels are seen, 30 × 10 are taken; int(30 / 0.85) = 35, (35 − 30) // 2 = 2 around, (30 − 10) // 2 = 10 above.
  const framed = frameForeground(rectangle(60, 40, [5, 8, 35, 18]), 0.85)
  assert.deepEqual([framed.width, framed.height], [35, 35])
  assert.deepEqual([alphaAt(framed, 2, 12), alphaAt(framed, 31, 21)], [255, 255])
  assert.deepEqual(
    [alphaAt(framed, 1, 12), alphaAt(framed, 2, 11), alphaAt(framed, 32, 21), alphaAt(framed, 31, 22)],
    [0, 0, 0, 0],
  )
})

test('a cut-out lies on grey, cut to 8 bits; an opaque picture stays as it is, made square', () => {
  const { data, width } = prepareView(rectangle(20, 20, [4, 4, 14, 14], 51), { ratio: 0.5, background: 0.5 })
  assert.equal(width, 20)
  // 200/255 · 0.2 + 0.8 · 0.5 = 0.55686 → 142 of 255; 0.5 → 127.
  assert.ok(Math.abs(data[10 * 20 + 10]! - 142 / 255) < 1e-6)
  assert.ok(Math.abs(data[0]! - 127 / 255) < 1e-6)
  const opaque = prepareView(
    { width: 3, height: 1, channels: 3, data: Uint8Array.of(...Array(9).fill(255)) },
    { ratio: 0.85, background: 0.5 },
  )
  assert.deepEqual([opaque.width, opaque.height], [3, 3])
  assert.deepEqual([opaque.data[0]! < 0.5, opaque.data[3]], [true, 1])
})

test('nothing to see is said', () => {
  assert.throws(() => frameForeground(rectangle(8, 8, [9, 9, 0, 0]), 0.85), { code: 'bad-input' })
  assert.throws(() => frameForeground(rectangle(8, 8, [3, 3, 3, 3]), 0.85), { code: 'bad-input' })
})

test('a picture is made smaller as torch does it with antialias, and larger bilinearly', () => {
  const picture = (values: readonly number[]) => ({
    width: values.length,
    height: 1,
    channels: 1,
    data: Float32Array.from(values),
  })
  // Triangles of half-width 2 around 1 and 3: weights 1/4, 3/4, 3/4, 1/4 of 2, the first and last cut off at the border.
  const half = resizeAntialiased(picture([1, 2, 3, 4]), 2, 1).data
  assert.deepEqual(
    [...half].map((v) => Math.round(v * 1e4)),
    [Math.round(((3 * 1 + 3 * 2 + 3) / 7) * 1e4), Math.round(((2 + 3 * 3 + 3 * 4) / 7) * 1e4)],
  )
  assert.deepEqual([...resizeAntialiased(picture([0, 1]), 4, 1).data], [0, 0.25, 0.75, 1])
})

test('a configuration is read: nested, with comments, quotes and every kind of scalar', () => {
  const text = `# TripoSR\ncond_image_size: 512\ntokenizer_cls: a.b.C\nimage_tokenizer:\n  name: "facebook/dino-vitb16" # here\nrenderer:\n    radius: 0.87\n    white: true\nlast: null\n`
  assert.deepEqual(readPlainYaml(text, 'config.yaml'), {
    ...{ cond_image_size: 512, tokenizer_cls: 'a.b.C', image_tokenizer: { name: 'facebook/dino-vitb16' } },
    ...{ renderer: { radius: 0.87, white: true }, last: null },
  })
  assert.throws(() => readPlainYaml('a: 1\n}{', 'x.yaml'), { code: 'corrupt-file', message: /Line 2 of x.yaml/ })
})
