import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Workspace } from '../../core/workspace.ts'
import { temporaryWorkspace } from '../temporary-workspace.ts'
import { type TinyModel, tinyModels } from './tiny-models.ts'

test('a checkpoint makes a picture, and replaying it gives the same bytes', async (t) => {
  using models = await tinyModels('tiny-sd15')
  const workspace = await temporaryWorkspace(t)
  await addModels(workspace, models, 'tiny-sd15')
  const words = { prompt: 'a photo of a cat', width: 64, height: 64, seed: 1, steps: 3 }
  const { image } = await run(workspace, 'image.generate', words)
  const { facts } = workspace.assets.get(image)
  assert.equal(facts['steps'], 3)
  assert.match(String(facts['model']), /^tiny-sd15@/)
  assert.match(String(facts['modelHash']), /^[0-9a-f]{64}$/)
  const { identical } = await run(workspace, 'asset.replay', { asset: image })
  assert.equal(identical, true)
})

test('a stated prediction type makes another picture, also where one is already kept', async (t) => {
  using models = await tinyModels('tiny-sd15')
  const workspace = await temporaryWorkspace(t)
  await addModels(workspace, models, 'tiny-sd15')
  const words = { prompt: 'a photo of a cat', width: 64, height: 64, seed: 1, steps: 3 }
  const { image: before } = await run(workspace, 'image.generate', words)
  assert.equal(workspace.assets.get(before).facts['prediction'], undefined)
  await (await workspace.library()).use('tiny-sd15', { prediction: 'v' })
  const { image: after } = await run(workspace, 'image.generate', words)
  const { facts, sha256 } = workspace.assets.get(after)
  assert.deepEqual([facts['prediction'], facts['predictionKnownBy']], ['v', 'setting'])
  assert.notEqual(sha256, workspace.assets.get(before).sha256)
})

/** Installs tiny models where they lie. */
async function addModels(
  workspace: Workspace,
  models: Awaited<ReturnType<typeof tinyModels>>,
  ...names: readonly TinyModel[]
): Promise<void> {
  const library = await workspace.library()
  for (const name of names) await library.add(models.path(name), {})
}

// biome-ignore lint/suspicious/noExplicitAny: each node has an output of its own
async function run(workspace: Workspace, node: string, input: unknown): Promise<any> {
  const job = await workspace.queue.submit({ node, input })
  return (await workspace.queue.wait(job.id)).output
}
