import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { presets } from '../../core/generation3d/export/presets/presets.ts'
import { writePreset } from '../../core/generation3d/export/presets/write-preset.ts'
import { boxDocument } from '../../core/generation3d/fixtures/box-document.ts'
import { blender, skipUnless } from '../outside-programs.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { inspectInBlender } from './inspect-in-blender.ts'

const options = { ...skipUnless(blender, 'Blender'), timeout: 120_000 }

test('Blender opens the meshes of every preset: triangles, uvs, materials, hulls and sizes', options, async (t) => {
  const folder = temporaryFolder(t)
  const paths: string[] = []
  for (const [id, preset] of Object.entries(presets)) {
    for (const [name, bytes] of await writePreset(boxDocument(), preset, { geometry: 'none', ktx2: false, hulls: 4 })) {
      const path = join(folder, id, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, bytes)
      // Debian's Blender has no USD, and none has 3MF without an add-on.
      if (/\.(glb|stl)$/.test(name)) paths.push(path)
    }
  }
  const read = await inspectInBlender(blender!, paths)
  const found = new Map(paths.map((path, i) => [path.slice(folder.length + 1).replace('/box/', '/'), read[i]!]))
  const objects = (path: string) =>
    found.get(path)!.objects.map(({ name, triangles, uvLayers }) => [name, triangles, uvLayers.length])
  assert.deepEqual(objects('blender/box.glb'), [
    ['box', 300, 1],
    ['box_LOD1', 108, 1],
    ['box_LOD2', 12, 1],
  ])
  for (const path of ['unity/box.glb', 'threejs/box.glb']) assert.deepEqual(objects(path), [['box', 300, 1]])
  assert.deepEqual(objects('unity/box_LOD2.glb'), [['box_LOD2', 12, 1]])
  assert.deepEqual(objects('unity/box_Collider.glb'), [['box_Collider00', 12, 0]])
  assert.deepEqual(objects('unreal/SM_box.glb'), [
    ['SM_box', 300, 1],
    ['UCX_SM_box_00', 12, 0],
  ])
  assert.deepEqual(objects('godot/box.glb'), [
    ['box', 300, 1],
    ['box_hull00-convcolonly', 12, 0],
  ])
  for (const path of ['blender/box.glb', 'unity/box.glb', 'unreal/SM_box.glb', 'godot/box.glb', 'threejs/box.glb']) {
    const painted = found.get(path)!.materials.find(({ name }) => name === 'painted')
    assert.equal(Object.keys(painted!.inputs).length, 5, path)
  }
  const [print] = found.get('print/box.stl')!.objects
  assert.deepEqual([print!.triangles, print!.min, print!.max], [300, [-500, -1500, 0], [500, 1500, 2000]])
})
