import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryWorkspace } from './temporary-workspace.ts'

test('every file of the main job is made again bit for bit, in this workspace and in another one', async (t) => {
  const input = {
    prompt: 'mossy stone column',
    '3d': true,
    blender: false,
    width: 96,
    height: 96,
    textureSize: 256,
    triangles: 1500,
    seed: 9,
  }
  const workspace = await temporaryWorkspace(t)
  const job = await workspace.queue.submit({ node: 'generate', input })
  const { output } = await workspace.queue.wait(job.id)
  const { mesh } = output as { mesh: string }
  for (const asset of [...workspace.assets.list({ kind: 'map' }).slice(0, 2), workspace.assets.get(mesh)]) {
    const again = await workspace.queue.submit({ node: 'asset.replay', input: { asset: asset.id } })
    const replay = (await workspace.queue.wait(again.id)).output as { identical: boolean; steps: { name: string }[] }
    assert.deepEqual([asset.name, replay.identical], [asset.name, true])
    assert.ok(replay.steps.length >= 2, 'what it was made of was made again too')
  }

  const other = await temporaryWorkspace(t)
  const second = await other.queue.submit({ node: 'generate', input })
  await other.queue.wait(second.id)
  const hashes = (of: typeof workspace) =>
    Object.fromEntries(of.assets.list().map(({ name, sha256 }) => [name, sha256]))
  assert.deepEqual(hashes(other), hashes(workspace))
})

test('a replay names the first node whose result differs', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const job = await workspace.queue.submit({
    node: 'generate',
    input: { prompt: 'copper vase', width: 64, height: 64, seed: 3 },
  })
  const { output } = await workspace.queue.wait(job.id)
  const { image } = output as { image: string }
  const depthJob = await workspace.queue.submit({ node: 'image.depth', input: { image } })
  const { depth } = (await workspace.queue.wait(depthJob.id)).output as { depth: string }
  // As if an earlier version of the workspace had made another picture out of the same input.
  const project = workspace.projects.current()
  const asset = workspace.assets.get(image)
  const recipe = { ...asset.recipe!, input: { ...(asset.recipe!.input as object), seed: 4 } }
  const changed = await workspace.assets.put(
    { name: 'changed', kind: 'image', mediaType: 'image/png', parents: asset.parents, facts: asset.facts },
    workspace.assets.read(asset),
    { project, jobId: '', session: 'test', recipe },
  )
  const again = await workspace.queue.submit({ node: 'asset.replay', input: { asset: changed.id } })
  const replay = (await workspace.queue.wait(again.id)).output as {
    identical: boolean
    firstDifference: { node: string; name: string }
  }
  assert.deepEqual(
    [replay.identical, replay.firstDifference.node, replay.firstDifference.name],
    [false, 'image.generate', 'changed'],
  )
  assert.ok(workspace.assets.get(depth), 'nothing of the workspace was touched')
})

test('the same input again is answered from the cache, and a new seed is not', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const run = async (seed: number) => {
    const job = await workspace.queue.submit({
      node: 'image.generate',
      input: { prompt: 'copper vase', width: 64, height: 64, seed },
    })
    return workspace.queue.wait(job.id)
  }
  const first = await run(1)
  const again = await run(1)
  assert.deepEqual([first.fromCache, again.fromCache], [false, true])
  assert.deepEqual(again.output, first.output)
  assert.equal((await run(2)).fromCache, false)
})

test('of several seeds the best is kept as the current version, and the others stay as versions', async (t) => {
  const workspace = await temporaryWorkspace(t)
  const input = {
    node: 'texture.generate',
    input: { prompt: 'marble', width: 256, height: 256 },
    seed: 1,
    minQuality: 1,
    tries: 3,
  }
  const job = await workspace.queue.submit({ node: 'quality.best', input })
  const { output } = await workspace.queue.wait(job.id)
  const best = output as {
    seed: number
    score: number
    tries: { seed: number; score: number }[]
    output: { material: string }
  }
  assert.equal(best.score, Math.max(...best.tries.map(({ score }) => score)))
  assert.equal(workspace.assets.list({ kind: 'material' })[0]!.id, best.output.material)
})

test('a wrong input names the field, what was given and what is allowed, and makes no job', async (t) => {
  const workspace = await temporaryWorkspace(t)
  for (const [input, named] of [
    [{ prompt: 'x', width: 0 }, /"width".*64.*got 0/],
    [{ prompt: 'x', width: 1e9 }, /"width".*4096/],
    [{ prompt: 'x', widht: 64 }, /no field "widht" \(did you mean "width"\?\)/],
    [{}, /"prompt" is missing/],
  ] as const) {
    await assert.rejects(workspace.queue.submit({ node: 'image.generate', input }), {
      code: 'bad-input',
      message: named,
    })
  }
  await assert.rejects(workspace.queue.submit({ node: 'image.genrate', input: {} }), {
    code: 'not-found',
    hint: /image\.generate/,
  })
  assert.deepEqual(workspace.queue.list(), [])
})
