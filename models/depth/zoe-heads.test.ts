import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from '../graph/graph.ts'
import { openSession, type Values } from '../graph/session.ts'
import { dpt } from './dpt.ts'
import { dptInputs } from './dpt-inputs.ts'
import { openDptNames } from './dpt-weights.ts'
import { raisedBias, tinyHybrid, tinyZoeK, tinyZoeNk } from './tiny-midas.fixture.ts'
import { zoeAnswer, zoeInputs } from './zoe-inputs.ts'
import { zoeDepth } from './zoedepth.ts'

const core = { heads: 4, hooks: [0, 1, 2, 3] }
const common = { attraction: 'inv', together: 'mean', coldest: 0.0212, hottest: 50, least: 1e-3 } as const
const size = { width: 96, height: 64 }
const image: Values = { data: hashedTensor('test', 'image', 3 * 64 * 96), shape: [1, 3, 64, 96] }

async function runZoe(shapes: Record<string, number[]>, bins: Parameters<typeof zoeDepth>[1]['bins']) {
  const weights = fixtureWeights({ setName: 'test', tensors: shapes, rules: raisedBias })
  const graph = new Graph('zoe', weights)
  zoeDepth(graph, { core, bins })
  await using session = await openSession(graph)
  return await session.run({ image, ...(await zoeInputs(weights))(size) })
}

test('with two heads the router chooses one, and its metres are given', async () => {
  const results = await runZoe(tinyZoeNk(), {
    nyu: { ...common, bins: 'softplus', most: 10 },
    kitti: { ...common, bins: 'softplus', most: 80 },
  })
  const domain = results['domain']!
  assert.deepEqual(domain.shape, [1, 2])
  const [indoors, outdoors] = domain.data as unknown as [number, number]
  const chosen = zoeAnswer(results)
  assert.equal(chosen, results[outdoors > indoors ? 'kitti' : 'nyu'])
  assert.deepEqual(chosen.shape, [1, 1, 64, 96])
  assert.notDeepEqual(results['nyu']!.data, results['kitti']!.data)
  const other = { ...results, domain: { data: Float32Array.of(outdoors, indoors), shape: [1, 2] } }
  assert.notEqual(zoeAnswer(other), chosen)
})

test('bins that are shares of a range stay within it, in metres', async () => {
  const { depth } = await runZoe(tinyZoeK(), { ...common, bins: 'normed', most: 80 })
  const values = depth!.data as Float32Array
  assert.ok(values.every((metres) => metres >= 1e-3 && metres <= 80))
  assert.ok(Math.max(...values) - Math.min(...values) > 0.01)
})

test('a hybrid takes its first levels from its ResNet: their filters have mean 0 and deviation 1', async () => {
  const weights = openDptNames(fixtureWeights({ setName: 'test', tensors: tinyHybrid(), rules: raisedBias }))
  const filter = (await weights.floats('pretrained.model.patch_embed.backbone.stem.conv.weight')).subarray(0, 147)
  const mean = filter.reduce((sum, value) => sum + value, 0) / 147
  const variance = filter.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 147
  assert.ok(Math.abs(mean) < 1e-6 && Math.abs(variance - 1) < 1e-4)
  const graph = new Graph('hybrid', weights)
  dpt(graph, { heads: 4, hooks: [2, 3] })
  await using session = await openSession(graph)
  const { depth } = await session.run({ image, ...(await dptInputs(weights))(size) })
  assert.deepEqual(depth!.shape, [1, 1, 64, 96])
  const values = depth!.data as Float32Array
  assert.ok(values.every(Number.isFinite) && Math.max(...values) > Math.min(...values))
})
