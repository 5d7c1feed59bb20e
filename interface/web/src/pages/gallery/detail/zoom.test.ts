import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitView, pan, pinch, pixelView, type View, zoomAt } from './zoom.ts'

const picture = { width: 1000, height: 500 }
const stage = { width: 500, height: 500 }
const area = { picture, stage }
/** The point of the picture that lies under a point of the stage. */
const under = (view: View, at: { x: number; y: number }) => ({
  x: (at.x - view.x) / view.scale,
  y: (at.y - view.y) / view.scale,
})

test('fit shows the whole picture in the middle', () => {
  assert.deepEqual(fitView(picture, stage), { scale: 0.5, x: 0, y: 125 })
  assert.deepEqual(fitView({ width: 64, height: 64 }, stage), { scale: 7, x: 26, y: 26 })
})

test('zooming keeps what is under the pointer there', () => {
  const view = zoomAt(fitView(picture, stage), 2, { x: 100, y: 100 }, area)
  const at = { x: 300, y: 200 }
  const closer = zoomAt(view, 2, at, area)
  assert.equal(closer.scale, view.scale * 2)
  assert.deepEqual(under(closer, at), under(view, at))
})

test('it can neither be made endless nor lost', () => {
  let view = fitView(picture, stage)
  for (let n = 0; n < 60; n++) view = zoomAt(view, 2, { x: 0, y: 0 }, area)
  assert.equal(view.scale, 64)
  view = pan(view, { x: 1e9, y: 1e9 }, picture, stage)
  assert.deepEqual(under(view, { x: 250, y: 250 }), { x: 0, y: 0 })
  for (let n = 0; n < 60; n++) view = zoomAt(view, 0.5, { x: 0, y: 0 }, area)
  assert.ok(view.scale > 0.1 && view.scale < 0.2)
})

test('1:1 is one pixel on one pixel of the screen, on whole pixels', () => {
  const view = pixelView(fitView({ width: 1001, height: 501 }, stage), { width: 1001, height: 501 }, stage, {
    pixelRatio: 2,
  })
  assert.equal(view.scale, 0.5)
  assert.ok(Number.isInteger(view.x * 2))
  assert.ok(Number.isInteger(view.y * 2))
})

test('two fingers carry the picture with them', () => {
  const view = zoomAt(fitView(picture, stage), 4, { x: 250, y: 250 }, area)
  const moved = pinch(
    view,
    [
      { x: 200, y: 250 },
      { x: 300, y: 250 },
    ],
    [
      { x: 180, y: 260 },
      { x: 380, y: 260 },
    ],
    area,
  )
  assert.equal(moved.scale, view.scale * 2)
  const middle = under(moved, { x: 280, y: 260 })
  const before = under(view, { x: 250, y: 250 })
  assert.ok(Math.hypot(middle.x - before.x, middle.y - before.y) < 1e-9)
})
