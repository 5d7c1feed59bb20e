import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeImage } from '../../imaging/codecs/decode-image.ts'
import { ball, joined, moved, withoutTriangles } from '../finish/shapes.fixture.ts'
import { boxDocument, boxMesh } from '../fixtures/box-document.ts'
import { countHoles } from './count-holes.ts'
import { drawInspection } from './draw-inspection.ts'
import { inspectionPage } from './inspection-page.ts'
import { measureMesh } from './measure-mesh.ts'
import { measureStretch } from './measure-stretch.ts'
import { paintMesh } from './paint-mesh.ts'
import { renderViews } from './render-view.ts'

const plain = { name: 'plain', textures: {} }

test('a view shows a ball as a disc of the right size, lit from above, nothing around it', async () => {
  const painted = await paintMesh({ name: 'ball', levels: [ball(40)], material: plain }, 200)
  const [view] = renderViews(painted, {}, [{ around: 20, above: 10 }], { width: 200, height: 200 })
  const alpha = (x: number, y: number) => view!.data[(y * 200 + x) * 4 + 3]!
  const covered = view!.data.filter((value, i) => i % 4 === 3 && value > 127).length
  // The disc is fitted to 90 % of 200 pixels.
  assert.ok(Math.abs(covered / (Math.PI * 90 * 90) - 1) < 0.02, `${covered} pixels`)
  assert.deepEqual([alpha(100, 100), alpha(2, 2), alpha(197, 197)], [255, 0, 0])
  const grey = (x: number, y: number) => view!.data[(y * 200 + x) * 4]!
  assert.ok(grey(80, 40) > grey(120, 170) + 40)
})

test('the nearer of two things is seen, in the colours of its vertices', async () => {
  const near = boxAt([0, 0, 1], [1, 0, 0])
  const far = boxAt([0, 0, -1], [0, 0, 1])
  const both = joined(far, near)
  const colors = Float32Array.from([...far.colors, ...near.colors])
  const painted = await paintMesh({ name: 'two', levels: [{ ...both, colors }], material: plain }, 64)
  const [front, back] = renderViews(
    painted,
    {},
    [0, 180].map((around) => ({ around, above: 0 })),
    {
      width: 64,
      height: 64,
    },
  )
  const middle = (32 * 64 + 32) * 4
  assert.ok(front!.data[middle]! > 100 && front!.data[middle + 2]! < 80)
  assert.ok(back!.data[middle + 2]! > 100 && back!.data[middle]! < 80)
})

test('a texture is drawn where its uvs say, in perspective', async () => {
  const document = boxDocument()
  const painted = await paintMesh(document, 16)
  assert.equal(painted.albedo!.width, 16)
  const [view] = renderViews(painted, document.material, [{ around: 0, above: 0 }], { width: 120, height: 120 })
  // Red of the box's picture grows with u, from the left of its front side to the right.
  const red = (x: number) => view!.data[(60 * 120 + x) * 4]!
  assert.ok(red(80) > red(42) + 10, `${red(42)} … ${red(80)}`)
})

test('holes, crumbs and stretch are counted', async () => {
  const holey = withoutTriangles(ball(24), (y) => Math.abs(y) > 0.9)
  assert.deepEqual([countHoles(ball(24)), countHoles(holey)], [0, 2])
  const crumbs = { name: 'c', levels: [joined(ball(24), moved(ball(4), [3, 0, 0], 0.01))], material: plain }
  const { report } = await measureMesh(crumbs)
  assert.deepEqual([report.floaters, report.holes, report.material.textures.length], [1, 0, 0])
  assert.equal(report.gpuBytes, report.levels[0]!.vertices * 12 + report.levels[0]!.triangles * 6)

  const quad = (wide: number) => ({
    positions: Float32Array.of(0, 0, 0, wide, 0, 0, wide, 1, 0, 0, 1, 0),
    uvs: Float32Array.of(0, 0, 0.5, 0, 0.5, 0.5, 0, 0.5),
    indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
  })
  assert.ok(Math.abs(measureStretch(quad(1)) - 1) < 1e-6)
  // Singular values 4 and 1 in the ratio of the sides: √((16 + 1) / 2 / 4).
  assert.ok(Math.abs(measureStretch(quad(4)) - Math.sqrt(17 / 8)) < 1e-6)
})

test('the page stands alone, says what was measured, and escapes names', async () => {
  const document = boxDocument()
  const { report, quality } = await measureMesh(document)
  const pictures = await drawInspection(document)
  const html = inspectionPage({ ...report, name: '<img src=x onerror=alert(1)>', quality, pictures })
  assert.ok(!html.includes('<img src=x') && html.includes('&#60;img src=x'))
  assert.ok(!/<script|https?:|url\(/.test(html), 'nothing from outside')
  assert.equal([...html.matchAll(/<img [^>]*src="data:image\/png;base64,/g)].length, 4 + 4)
  const { width, height } = await decodeImage(pictures.levels!)
  assert.deepEqual([width, height], [document.levels.length * 320, 640])
  const single = await drawInspection({ ...document, levels: document.levels.slice(0, 1) })
  assert.equal(single.levels, undefined)
  assert.match(html, /300 triangles · 1 × 2 × 3 m · closed, 6 m³ · 1 piece/)
  assert.match(html, /<td>albedo<\/td><td>16 × 16<\/td>/)
})

function boxAt(offset: readonly number[], colour: readonly number[]) {
  const mesh = moved(boxMesh(1), offset, 0.5)
  return { ...mesh, colors: Float32Array.from(mesh.positions, (_, i) => colour[i % 3]!) }
}
