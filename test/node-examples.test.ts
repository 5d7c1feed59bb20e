import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { assetKinds } from '../base/asset.ts'
import { writeTinyRrdbNet } from '../models/upscale/tiny-rrdbnet.fixture.ts'
import { tinyModels } from './diffusion/tiny-models.ts'
import { temporaryFolder, temporaryWorkspace } from './temporary-workspace.ts'

test('the example of every node runs, fits its own schemas, and is answered from the cache the second time', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const { queue, assets } = workspace
  const run = async (node: string, input: unknown) => {
    const { id } = await queue.submit({ node, input })
    return await queue.wait(id)
  }
  // Tasks that no built-in engine does have a model of random weights.
  const upscaler = join(temporaryFolder(t), 'tiny-upscaler.safetensors')
  await writeTinyRrdbNet(upscaler, { doublings: 1 })
  await (await workspace.library()).add(upscaler, {})
  using models = await tinyModels('tiny-sd15')
  const small = { width: 64, height: 64, textureSize: 256, triangles: 500 }
  await run('generate', { prompt: 'ancient stone statue', '3d': true, blender: false, seed: 1, ...small })
  // From here on it is the image model, for nodes that no built-in engine answers.
  await (await workspace.library()).add(models.path('tiny-sd15'), {})
  const examples = new Map(
    assetKinds.map((kind) => [`$${kind}`, assets.list().find((asset) => asset.kind === kind)?.id]),
  )

  const nodes = await workspace.nodes.list()
  assert.ok(nodes.length > 8, `only ${nodes.length} nodes were discovered`)
  for (const node of nodes) {
    await t.test(node.id, async () => {
      const text = JSON.stringify(node.example).replace(/"(\$[a-z]+)"/g, (_, name: string) => {
        assert.ok(examples.get(name) !== undefined, `its example wants ${name}, and no asset is of that kind`)
        return JSON.stringify(examples.get(name))
      })
      const input: unknown = JSON.parse(text)
      const job = await run(node.id, input)
      assert.ok(node.output.safeParse(job.output).success)
      const again = await run(node.id, input)
      assert.equal(again.fromCache, node.uncached !== true)
      if (node.uncached !== true) assert.deepEqual(again.output, job.output)
    })
  }
})
