import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boxDocument } from './fixtures/box-document.ts'
import { validateGltf } from './fixtures/validate-gltf.ts'
import { readGlb, writeGlb } from './glb.ts'
import { embedRecordInGlb } from './glb-record.ts'
import { countTriangles, joinGlbs } from './join-glbs.ts'

test('one file stays as it is, but for its record', async () => {
  const bytes = await writeGlb(boxDocument())
  assert.deepEqual(await joinGlbs([{ name: 'box', bytes: embedRecordInGlb(bytes, { prompt: 'a box' }) }]), bytes)
})

test('several files stand in a row with gaps, valid, each with its levels', async () => {
  const bytes = await writeGlb(boxDocument())
  const joined = await joinGlbs(['a', 'b', 'c'].map((name) => ({ name, bytes })))
  const { numErrors, numWarnings, messages } = await validateGltf(joined)
  assert.deepEqual([numErrors, numWarnings], [0, 0], JSON.stringify(messages))
  assert.equal(await countTriangles(joined), 900)
  const { WebIO } = await import('@gltf-transform/core')
  const { LevelOfDetail } = await import('./msft-lod.ts')
  const gltf = await new WebIO().registerExtensions([LevelOfDetail]).readBinary(joined)
  assert.deepEqual(
    gltf
      .getRoot()
      .getDefaultScene()!
      .listChildren()
      .map((group) => [group.getTranslation()[0], group.listChildren().map((node) => node.getName())]),
    [
      [0, ['a']],
      [1.25, ['b']],
      [2.5, ['c']],
    ],
  )
  const names = gltf
    .getRoot()
    .listNodes()
    .map((node) => node.getName())
  assert.deepEqual(names.filter((name) => name.includes('LOD')).sort(), [
    'a_LOD1',
    'a_LOD2',
    'b_LOD1',
    'b_LOD2',
    'c_LOD1',
    'c_LOD2',
  ])
})

test('files of the same name get names of their own, and the same files give the same bytes', async () => {
  const bytes = await writeGlb(boxDocument())
  const parts = [1, 2].map(() => ({ name: 'box', bytes }))
  const joined = await joinGlbs(parts)
  assert.deepEqual(await joinGlbs(parts), joined)
  const text = new TextDecoder('latin1').decode(joined)
  assert.ok(text.includes('"box-2"') && text.includes('"box-2_LOD2"'))
})

test('each file keeps its own pictures', async () => {
  const document = boxDocument()
  const bytes = await writeGlb(document)
  const joined = await joinGlbs([1, 2].map(() => ({ name: 'box', bytes })))
  await assert.rejects(readGlb(joined), /2 materials/)
  const albedo = Buffer.from(document.material.textures.albedo!)
  const first = Buffer.from(joined).indexOf(albedo)
  assert.ok(first > 0 && Buffer.from(joined).indexOf(albedo, first + 1) > first)
})
