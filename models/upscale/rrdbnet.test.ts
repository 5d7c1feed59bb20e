import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { renamed, type WeightSource } from '../graph/weights.ts'
import { rrdbNet, rrdbNetScale } from './rrdbnet.ts'
import { rrdbNetNames } from './rrdbnet-names.ts'
import { tinyRrdbNet } from './tiny-rrdbnet.fixture.ts'

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
    const source = tinyRrdbNet({ doublings })
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
  assert.deepEqual(rrdbNetScale(tinyRrdbNet({ channels: 12 })), { scale: 2, unshuffle: 2 })
  assert.deepEqual(rrdbNetScale(tinyRrdbNet({ channels: 48 })), { scale: 1, unshuffle: 4 })
  assert.deepEqual((await run(tinyRrdbNet({ channels: 48 }), 8, 12)).shape, [1, 3, 8, 12])
})

test('what only looks like one is refused', () => {
  assert.throws(() => rrdbNetScale(tinyRrdbNet({ channels: 7 })), {
    code: 'bad-input',
    message: /from 7 to 3 channels/,
  })
})
