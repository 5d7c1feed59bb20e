import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pixels } from '../../base/pixels.ts'
import { tinyWorkspace } from '../../test/diffusion/tiny-workspace.ts'
import { featherMask, growMask, maskWhere } from './masks/refine-mask.ts'

const size = { width: 64, height: 48 }

/** Grey rising from left to right; a green square, half of it transparent. */
const picture: Pixels = {
  ...size,
  channels: 4,
  data: Uint8Array.from({ length: 64 * 48 * 4 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 4) % 64, Math.floor(i / 4 / 64), i % 4]
    const inSquare = x >= 16 && x < 32 && y >= 16 && y < 32
    if (c === 3) return inSquare && y >= 24 ? 0 : 255
    return inSquare ? [10, 240, 20][c]! : x * 4
  }),
}

test('a mask is made from transparency, brightness, a colour or a rectangle, and turned around', async (t) => {
  const { run, pixels, picture: add, asset } = await tinyWorkspace(t)
  const image = await add(picture)
  const whites = async (input: object) => {
    const { mask, share } = await run('image.mask', { image, ...input })
    const { data, channels, width, height } = await pixels(mask)
    assert.deepEqual([width, height], [64, 48])
    const white = data.filter((value, i) => i % channels === 0 && value === 255).length
    assert.equal(white, Math.round(share * 64 * 48))
    assert.deepEqual(asset(mask).parents, [image])
    return white
  }
  assert.equal(await whites({ by: 'transparency' }), 16 * 8)
  assert.equal(await whites({ by: 'transparency', invert: true }), 64 * 48 - 16 * 8)
  assert.equal(await whites({ by: 'colour', colour: '#00ff00' }), 16 * 16)
  assert.equal(await whites({ by: 'rectangle', left: 60, top: 40, width: 50 }), 4 * 8)
  // From the column of 200 on; the square's green is of brightness 146.
  assert.equal(await whites({ by: 'brightness', least: 200 }), 14 * 48)
  const refused = async (input: object, message: RegExp) =>
    assert.rejects(run('image.mask', { image, ...input }), { code: 'bad-input', message })
  await refused({ by: 'colour' }, /needs a colour/)
  await refused({ by: 'rectangle', left: 64 }, /outside of/)
  await refused({ by: 'colour', colour: '#ff00ff' }, /Nothing of/)
})

test('a mask grows and shrinks by round distances, and not from the border of the picture', () => {
  const dot = maskWhere(size, (i) => i === 20 * 64 + 30)
  const disc = growMask(dot, 5)
  const counted = (mask: { data: Uint8Array }) => mask.data.filter((value) => value === 255).length
  // Points of the grid within a circle of radius 5 (Gauss).
  assert.equal(counted(disc), 81)
  assert.equal(counted(growMask(disc, -5)), 1)
  const half = maskWhere(size, (i) => i % 64 < 20)
  assert.equal(counted(growMask(half, -4)), 16 * 48)
})

test('a feathered edge falls evenly around the old edge', () => {
  const soft = featherMask(
    maskWhere(size, (i) => i % 64 < 32),
    8,
  )
  const row = [...soft.data.subarray(20 * 64, 21 * 64)]
  assert.ok(row.every((value, x) => x === 0 || value <= row[x - 1]!))
  assert.deepEqual([row[20], row[43]], [255, 0])
  assert.ok(Math.abs((row[31]! + row[32]!) / 2 - 127.5) <= 1)
})
