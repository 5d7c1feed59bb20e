import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readGlb } from '../../core/generation3d/glb.ts'
import { tinyDepthAnything } from '../../models/depth/tiny-depth-anything.fixture.ts'
import { writeFixtureCheckpoint } from '../../models/golden/write-fixture-checkpoint.ts'
import { temporaryFolder } from '../temporary-workspace.ts'
import { small, tinyWorkspace } from './tiny-workspace.ts'

test('a picture of a diffusion model becomes a relief through a depth model, and the job says so', async (t) => {
  const { workspace, run, asset } = await tinyWorkspace(t, 'tiny-sd15')
  const input = { ...small, '3d': true, blender: false, triangles: 200, textureSize: 256 }
  await assert.rejects(run('generate', input), { code: 'no-model', message: /can make a mesh of .*, or see its depth/ })

  const file = join(temporaryFolder(t), 'depth.safetensors')
  await writeFixtureCheckpoint(file, { setName: 'test', tensors: tinyDepthAnything() })
  await (await workspace.library()).add(file, {})
  const made = await run('generate', input)
  assert.equal(made.method, 'relief')
  assert.match(made.reason, /No mesh model is installed/)
  assert.deepEqual([asset(made.depth).role, asset(made.normal).role], ['depth', 'normal'])
  const { levels } = await readGlb(workspace.assets.read(asset(made.mesh)))
  assert.ok(levels[0]!.indices.length > 0)
})
