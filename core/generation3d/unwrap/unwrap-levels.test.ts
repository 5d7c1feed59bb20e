import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileForm } from '../../../models/procedural/forms/compile-form.ts'
import { namedForms } from '../../../models/procedural/forms/library/named-forms.ts'
import { createRandom } from '../../../models/procedural/random.ts'
import { decimate } from '../decimate.ts'
import { inspectUvs } from '../inspect-uvs.ts'
import { joinMeshes } from '../join-meshes.ts'
import { mendPinches } from '../mend-pinches.ts'
import { buildSurface } from '../surface/build-surface.ts'
import { chooseStep } from '../surface/choose-step.ts'
import { formField } from '../surface/distance-field.ts'
import { findTopology, isWatertight } from '../topology.ts'
import { unwrapLevels } from './unwrap-levels.ts'

/** A chair of few triangles: its spindles have many seams for their size. */
const form = compileForm(namedForms.get('chair')!.build(createRandom(1)))
const field = formField(form)
const surface = await buildSurface(field, await chooseStep(field, 8_000))
const { mesh: chair } = await decimate(mendPinches(surface), { triangles: 1000 })

test('levels that the seams of the finest forbid get charts of their own beside it, true in shape', async () => {
  const { finest, shared, own, leftOut } = await unwrapLevels(chair, [0.5, 0.2, 0.1])
  assert.deepEqual([shared.length + own.length, leftOut], [3, []])
  assert.ok(own.length > 0)
  for (const [i, share] of [0.5, 0.2, 0.1].slice(shared.length).entries()) {
    const triangles = Math.round((chair.indices.length / 3) * share)
    const bare = await decimate(chair, { triangles, prune: true })
    // The shape that is made where nobody asks for uvs.
    assert.deepEqual([own[i]!.mesh.indices.length, own[i]!.error], [bare.mesh.indices.length, bare.error])
    assert.ok(isWatertight(findTopology(own[i]!.mesh)))
  }
  const all = joinMeshes([finest, ...own.map(({ mesh }) => mesh)])
  const uvs = inspectUvs({ ...all, uvs: all.uvs! })
  assert.deepEqual([uvs.outside, uvs.mirrored], [0, 0])
  assert.ok(uvs.overlap < 0.002, `overlap ${uvs.overlap}`)
  // The coarser levels are seen from afar: most of the texture is the finest's.
  const alone = inspectUvs({ ...finest, uvs: finest.uvs! })
  assert.ok(alone.coverage > uvs.coverage * 0.7, `${alone.coverage} of ${uvs.coverage}`)
})

test('a level that is no smaller than the one before is left out and named', async () => {
  const { shared, own, leftOut } = await unwrapLevels(chair, [0.5, 0.49, 0.001])
  assert.equal(shared.length + own.length, 2)
  assert.deepEqual(leftOut, [0.49])
})
