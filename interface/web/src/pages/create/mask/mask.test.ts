import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyMask, featherMask, fillPolygon, invertMask, maskShare, wholeRect } from './mask.ts'
import { MaskHistory } from './mask-history.ts'
import { beginStroke } from './stroke.ts'
import { fitViewport, toPicture, zoomAt } from './viewport.ts'

const hard = { size: 10, hardness: 1, opacity: 1, erase: false }

test('a stroke covers its way, once', () => {
  const mask = emptyMask(64, 32)
  const stroke = beginStroke(mask, mask.data.slice(), { ...hard, opacity: 0.5 })
  stroke.to({ x: 10, y: 16, pressure: 1 })
  stroke.to({ x: 50, y: 16, pressure: 1 })
  stroke.to({ x: 10, y: 16, pressure: 1 })
  const at = (x: number, y: number) => mask.data[y * 64 + x]
  // Half of 255, although it passed twice.
  for (const x of [10, 30, 50]) assert.equal(at(x, 16), 128)
  assert.equal(at(30, 25), 0)
  assert.equal(at(60, 16), 0)
  assert.ok(stroke.touched!.x <= 5 && stroke.touched!.width >= 50)
})

test('a soft brush falls off from the middle, a pen without pressure paints little', () => {
  const soft = emptyMask(41, 41)
  beginStroke(soft, soft.data.slice(), { ...hard, size: 40, hardness: 0 }).to({ x: 20.5, y: 20.5, pressure: 1 })
  const row = [0, 5, 10, 15].map((offset) => soft.data[20 * 41 + 20 + offset]!)
  assert.ok(
    row.every((value, i) => i === 0 || value < row[i - 1]!),
    row.join(),
  )
  const light = emptyMask(41, 41)
  beginStroke(light, light.data.slice(), { ...hard, size: 40 }).to({ x: 20.5, y: 20.5, pressure: 0.25 })
  // A circle of a quarter of the diameter: π 5² of 41².
  assert.ok(Math.abs(maskShare(light) - (Math.PI * 25) / 41 ** 2) < 0.01)
})

test('strokes and shapes are undone and done again', () => {
  const mask = emptyMask(20, 20)
  const history = new MaskHistory(mask)
  const states = [mask.data.slice()]
  const note = (before: Uint8ClampedArray, rect = wholeRect(mask)) => {
    history.add(before, rect)
    states.push(mask.data.slice())
  }
  let before = mask.data.slice()
  const stroke = beginStroke(mask, before, hard)
  stroke.to({ x: 5, y: 5, pressure: 1 })
  note(before, stroke.touched)
  before = mask.data.slice()
  note(
    before,
    fillPolygon(
      mask,
      [
        { x: 10, y: 10 },
        { x: 18, y: 10 },
        { x: 18, y: 16 },
        { x: 10, y: 16 },
      ],
      255,
    ),
  )
  assert.equal(
    mask.data.filter((value) => value === 255).length - states[1]!.filter((value) => value === 255).length,
    48,
  )
  before = mask.data.slice()
  invertMask(mask)
  note(before)
  for (const state of [2, 1, 0]) {
    history.undo()
    assert.deepEqual(mask.data, states[state])
  }
  assert.equal(history.undo(), undefined)
  history.redo()
  history.redo()
  assert.deepEqual(mask.data, states[2])
  // Something new after an undo: what was undone is gone.
  history.undo()
  before = mask.data.slice()
  mask.data.fill(255)
  history.add(before, wholeRect(mask))
  assert.equal(history.canRedo, false)
})

test('a soft edge keeps the middle and the mean', () => {
  const mask = emptyMask(60, 60)
  fillPolygon(
    mask,
    [
      { x: 15, y: 15 },
      { x: 45, y: 15 },
      { x: 45, y: 45 },
      { x: 15, y: 45 },
    ],
    255,
  )
  const share = maskShare(mask)
  featherMask(mask, 6)
  assert.ok(Math.abs(maskShare(mask) - share) < 0.005)
  assert.equal(mask.data[30 * 60 + 30], 255)
  const edge = mask.data[30 * 60 + 15]!
  assert.ok(edge > 90 && edge < 165, String(edge))
})

test('zooming keeps the point under the pointer', () => {
  const view = fitViewport({ width: 512, height: 256 }, { width: 400, height: 400 }, 0)
  assert.deepEqual(view, { scale: 400 / 512, x: 0, y: 100 })
  const pointer = { x: 123, y: 210 }
  const before = toPicture(view, pointer)
  const after = toPicture(zoomAt(view, 3, pointer), pointer)
  assert.ok(Math.abs(before.x - after.x) < 1e-9 && Math.abs(before.y - after.y) < 1e-9)
})
