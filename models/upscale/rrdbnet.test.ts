import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { renamed, type WeightSource } from '../graph/weights.ts'
import { rrdbNet, rrdbNetScale } from './rrdbnet.ts'
import { rrdbNetNames } from './rrdbnet-names.ts'

/** A tiny network of random weights with so many doublings, in Real-ESRGAN's names. */
function tinyNet({ doublings = 2, channels = 3 }: { doublings?: number; channels?: number } = {}): WeightSource {
  const tensors: Record<string, number[]> = {}
  const conv = (name: string, out: number, into: number) => {
    tensors[`${name}.weight`] = [out, into, 3, 3]
    tensors[`${name}.bias`] = [out]
  }
  conv('conv_first', 4, channels)
  for (const block of [0, 1]) {
    for (const dense of [1, 2, 3]) {
      for (const n of [1, 2, 3, 4, 5]) conv(`body.${block}.rdb${dense}.conv${n}`, n === 5 ? 4 : 2, 4 + 2 * (n - 1))
    }
  }
  conv('conv_body', 4, 4)
  for (let n = 1; n <= doublings; n++) conv(`conv_up${n}`, 4, 4)
  conv('conv_hr', 4, 4)
  conv('conv_last', 3, 4)
  return fixtureWeights({ setName: 'test', tensors })
}

async function run(source: WeightSource, height: number, width: number) {
  const graph = new Graph('rrdbnet', source)
  rrdbNet(graph)
  await using session = await openSession(graph)
  const data = Float32Array.from({ length: 3 * height * width }, (_, i) => (i % 17) / 17)
  const { out } = await session.run({ image: { data, shape: [1, 3, height, width] } })
  return out!
}

/** The same tensors under other names: `to` says what each is called there. */
function underNames(source: WeightSource, to: (name: string) => string): WeightSource {
  const names = new Map([...source.names()].map((name) => [to(name), name]))
  return { ...renamed(source, (name) => names.get(name)), names: () => names.keys() }
}

const esrganName = (name: string) =>
  name
    .replace('body.', 'RRDB_trunk.')
    .replace('.rdb', '.RDB')
    .replace('conv_RRDB_trunk', 'trunk_conv')
    .replace('conv_up', 'upconv')
    .replace('conv_hr', 'HRconv')

/** Numbers of layers as the first ESRGAN counts them: a doubling is three (resize, convolution, activation). */
function numberedName(doublings: number): (name: string) => string {
  const tail = 2 + 3 * doublings
  return (name) =>
    name
      .replace('conv_first', 'model.0')
      .replace(/^conv_body/, 'model.1.sub.2')
      .replace(/^body\.(\d)\.rdb(\d)\.conv(\d)/, 'model.1.sub.$1.RDB$2.conv$3.0')
      .replace(/^conv_up(\d)/, (_, n) => `model.${3 * Number(n)}`)
      .replace('conv_hr', `model.${tail}`)
      .replace('conv_last', `model.${tail + 2}`)
}

test('the three namings of one network give the same picture, at every factor', async () => {
  for (const doublings of [0, 1, 2, 3]) {
    const source = tinyNet({ doublings })
    const expected = await run(source, 5, 7)
    assert.deepEqual(expected.shape, [1, 3, 5 * 2 ** doublings, 7 * 2 ** doublings])
    for (const to of [esrganName, numberedName(doublings)]) {
      const other = rrdbNetNames(underNames(source, to))
      assert.equal(rrdbNetScale(other).scale, 2 ** doublings)
      assert.deepEqual(await run(other, 5, 7), expected)
    }
  }
})

test('a folded picture lowers the factor', async () => {
  assert.deepEqual(rrdbNetScale(tinyNet({ channels: 12 })), { scale: 2, unshuffle: 2 })
  assert.deepEqual(rrdbNetScale(tinyNet({ channels: 48 })), { scale: 1, unshuffle: 4 })
  assert.deepEqual((await run(tinyNet({ channels: 48 }), 8, 12)).shape, [1, 3, 8, 12])
})

test('what only looks like one is refused', () => {
  assert.throws(() => rrdbNetScale(tinyNet({ channels: 7 })), { code: 'bad-input', message: /from 7 to 3 channels/ })
})
