import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { attract, type BinOptions, binomialShares, metresOfBins, seedBins } from './zoe-bins.ts'

// One place of a picture: the layers are then products of matrices, and all of it can be written down once more in plain numbers.
const [inner, bins, points] = [6, 5, 3]
const layers = (name: string, out: number) => ({
  [`${name}._net.0.weight`]: [4, inner, 1, 1],
  [`${name}._net.0.bias`]: [4],
  [`${name}._net.2.weight`]: [out, 4, 1, 1],
  [`${name}._net.2.bias`]: [out],
})
const weights = fixtureWeights({
  setName: 'bins',
  tensors: {
    ...layers('seed', bins),
    ...layers('pairs', 2 * points),
    ...layers('single', points),
    'shares.mlp.0.weight': [4, inner, 1, 1],
    'shares.mlp.0.bias': [4],
    'shares.mlp.2.weight': [4, 4, 1, 1],
    'shares.mlp.2.bias': [4],
  },
})
const options: BinOptions = {
  ...{ attraction: 'inv', together: 'mean', coldest: 0.0212, hottest: 50 },
  ...{ bins: 'normed', least: 1e-3, most: 80 },
}
const [bottom, level] = ['bottom', 'level'].map((name) => hashedTensor('bins', name, inner)) as [
  Float32Array,
  Float32Array,
]

async function product(name: string, x: readonly number[]): Promise<number[]> {
  const [values, bias] = [await weights.floats(`${name}.weight`), await weights.floats(`${name}.bias`)]
  return Array.from(bias, (start, row) => x.reduce((sum, value, i) => sum + value * values[row * x.length + i]!, start))
}

const relu = (values: readonly number[]) => values.map((value) => Math.max(0, value))
const softplus = (values: readonly number[]) => values.map((value) => Math.log1p(Math.exp(value)))
const plainLayers = async (name: string, x: Float32Array) =>
  product(`${name}._net.2`, relu(await product(`${name}._net.0`, [...x])))

/** Bins that begin at `before` after one level, by the paper's formula. */
function attracted(before: readonly number[], towards: readonly number[]): number[] {
  return before.map((bin) => {
    const pulls = towards.map((point) => (point - bin) / (1 + 300 * (point - bin) ** 2))
    return bin + pulls.reduce((sum, pull) => sum + pull, 0) / towards.length
  })
}

async function run(own: BinOptions, attractors: string) {
  const graph = new Graph('bins', weights)
  const [deep, fine] = ['bottom', 'level'].map((name) => graph.input(name, [1, inner, 1, 1])) as [never, never]
  const before = seedBins(graph, deep, 'seed', own)
  graph.output('before', before)
  graph.output('metres', metresOfBins(graph, attract(graph, { level: fine, before, name: attractors }, own), own))
  const { coldest, hottest } = own
  graph.output('shares', binomialShares(graph, fine, { name: 'shares', count: bins, coldest, hottest }))
  await using session = await openSession(graph)
  const shape = [1, inner, 1, 1]
  const results = await session.run({ bottom: { data: bottom, shape }, level: { data: level, shape } })
  return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...(data as Float32Array)]]))
}

function near(got: readonly number[] | undefined, want: readonly number[], tolerance: number): void {
  assert.equal(got?.length, want.length)
  for (const [i, value] of want.entries()) {
    assert.ok(Math.abs(got![i]! - value) <= tolerance, `${i}: ${got![i]} ${value}`)
  }
}

test('bins that are shares of a range: middles of intervals, moved, as metres in order and within the range', async () => {
  const widths = relu(await plainLayers('seed', bottom)).map((width) => width + 1e-3)
  const sum = widths.reduce((all, width) => all + width, 0)
  let edge = 0
  const middles = widths.map((width) => {
    edge += width / sum
    return edge - width / sum / 2
  })
  const pairs = relu(await plainLayers('pairs', level)).map((value) => value + 1e-3)
  const moved = attracted(
    middles,
    pairs.filter((_, i) => i % 2 === 0),
  )
  const metres = moved.map((share) => Math.min(80, Math.max(1e-3, share * (80 - 1e-3) + 1e-3)))
  const got = await run(options, 'pairs')
  near(got['before'], middles, 1e-6)
  near(
    got['metres'],
    metres.sort((a, b) => a - b),
    1e-4,
  )
})

test('bins in metres: as they are, moved towards attractors in metres', async () => {
  const before = softplus(await plainLayers('seed', bottom))
  const moved = attracted(before, softplus(await plainLayers('single', level)))
  const got = await run({ ...options, bins: 'softplus' }, 'single')
  near(got['before'], before, 1e-6)
  near(got['metres'], moved, 1e-6)
})

test('shares of bins are a binomial distribution over a temperature', async () => {
  const hidden = await product('shares.mlp.0', [...level])
  // GELU by the error function, here as an integral of the normal distribution.
  const normal = (x: number) => {
    const steps = 20_000
    let sum = 0
    for (let i = 0; i < steps; i++) sum += Math.exp(-0.5 * ((i + 0.5) * (x / steps)) ** 2)
    return 0.5 + ((x / steps) * sum) / Math.sqrt(2 * Math.PI)
  }
  const four = softplus(
    await product(
      'shares.mlp.2',
      hidden.map((x) => x * normal(x)),
    ),
  ).map((value) => value + 1e-4)
  const [p, t] = [four[0]! / (four[0]! + four[1]!), four[2]! / (four[2]! + four[3]!)]
  const temperature = (50 - 0.0212) * t + 0.0212
  const stirling = (n: number, k: number) => n * Math.log(n) - k * Math.log(k) - (n - k) * Math.log(n - k + 1e-7)
  const scores = Array.from({ length: bins }, (_, k) =>
    Math.exp((stirling(bins - 1 + 1e-7, k + 1e-7) + k * Math.log(p) + (bins - 1 - k) * Math.log(1 - p)) / temperature),
  )
  const all = scores.reduce((sum, score) => sum + score, 0)
  near(
    (await run(options, 'pairs'))['shares'],
    scores.map((score) => score / all),
    1e-6,
  )
})
