import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileForm } from '../../../models/procedural/forms/compile-form.ts'
import { namedForms } from '../../../models/procedural/forms/library/named-forms.ts'
import { createRandom } from '../../../models/procedural/random.ts'
import { decimate } from '../decimate.ts'
import { dropCrumbs } from '../drop-crumbs.ts'
import { box } from '../fields.fixture.ts'
import { inspectUvs } from '../inspect-uvs.ts'
import { mendPinches } from '../mend-pinches.ts'
import { buildSurface } from '../surface/build-surface.ts'
import { chooseStep } from '../surface/choose-step.ts'
import { formField } from '../surface/distance-field.ts'
import { findTopology, isWatertight } from '../topology.ts'
import { unwrap } from './unwrap.ts'

test('a box comes apart into few charts that fill the square well and do not overlap', async () => {
  const { mesh, chartCount } = unwrap(await buildSurface(box, 0.1))
  const report = inspectUvs({ ...mesh, uvs: mesh.uvs! })
  assert.equal(chartCount, 6)
  assert.equal(report.overlap, 0)
  assert.equal(report.outside, 0)
  assert.equal(report.mirrored, 0)
  assert.ok(report.coverage > 0.5)
  assert.ok(report.density.most / report.density.least < 1.3)
})

test('charts stay four texels of a 1024 texture apart', async () => {
  const { mesh, chartOfVertex } = unwrap(await buildSurface(box, 0.1))
  const uvs = mesh.uvs!
  let nearest = Infinity
  for (let a = 0; a < chartOfVertex.length; a++)
    for (let b = 0; b < a; b++) {
      if (chartOfVertex[a] === chartOfVertex[b]) continue
      const [x, y] = [uvs[a * 2]! - uvs[b * 2]!, uvs[a * 2 + 1]! - uvs[b * 2 + 1]!]
      nearest = Math.min(nearest, Math.sqrt(x * x + y * y) * 1024)
    }
  assert.ok(nearest >= 4, `two charts are ${nearest} texels apart`)
})

for (const id of ['statue', 'chair', 'tree', 'teapot']) {
  test(`a ${id} is unwrapped without overlap, mirrored triangles or uneven texels, and stays closed`, async () => {
    const form = compileForm(namedForms.get(id)!.build(createRandom(1)))
    const field = formField(form)
    const step = await chooseStep(field, 16_000)
    const surface = await buildSurface(field, step)
    const { mesh: clean } = dropCrumbs(surface, step * 6)
    const { mesh } = await decimate(mendPinches(clean), { triangles: 3000 })
    const unwrapped = unwrap(mesh).mesh
    const report = inspectUvs({ ...unwrapped, uvs: unwrapped.uvs! })
    assert.ok(report.overlap < 0.002, `overlap ${report.overlap}`)
    assert.equal(report.mirrored, 0)
    assert.equal(report.outside, 0)
    assert.ok(report.density.most / report.density.least < 3)
    assert.ok(isWatertight(findTopology(unwrapped)))
  })
}

test('a soup of so many loose triangles that the usual gaps would fill the square is unwrapped in seconds', () => {
  const count = 20_000
  const random = createRandom(1)
  const positions = Float32Array.from({ length: count * 9 }, (_, i) => Math.floor(i / 9) + random())
  const { mesh, chartCount } = unwrap({ positions, indices: Uint32Array.from({ length: count * 3 }, (_, i) => i) })
  const report = inspectUvs({ ...mesh, uvs: mesh.uvs! })
  assert.deepEqual([chartCount, report.overlap, report.outside], [count, 0, 0])
  assert.ok(report.coverage > 0.15, `coverage ${report.coverage}`)
})
