import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { validateGltf } from '../core/generation3d/fixtures/validate-gltf.ts'
import { temporaryWorkspace } from './temporary-workspace.ts'

test('meshes of forms and reliefs are valid glTF in all their levels', { timeout: 180_000 }, async (t) => {
  const workspace = await temporaryWorkspace(t)
  // A statue has thin feathers: its coarse levels need every repair that the decimation knows. The last one is a relief.
  for (const prompt of ['ancient stone statue', 'rusty robot', 'mossy cobblestone']) {
    const input = { prompt, '3d': true, seed: 3, width: 64, height: 64, textureSize: 256, blender: false }
    const job = await workspace.queue.submit({ node: 'generate', input })
    const { mesh } = (await workspace.queue.wait(job.id)).output as { mesh: string }
    const bytes = readFileSync(workspace.assets.file(workspace.assets.get(mesh)))
    const { numErrors, numWarnings, messages } = await validateGltf(bytes)
    const problems = messages.filter(({ code }) => !/UNUSED_OBJECT|UNSUPPORTED_EXTENSION/.test(code)).slice(0, 5)
    assert.deepEqual([numErrors, numWarnings], [0, 0], `${prompt}: ${JSON.stringify(problems, undefined, 1)}`)
  }
})
