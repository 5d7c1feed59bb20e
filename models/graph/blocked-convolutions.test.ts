import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { blockedConvolutions } from './blocked-convolutions.ts'
import { convolutionBlock } from './convolution-block.ts'
import { Graph } from './graph.ts'
import { conv } from './layers.ts'
import { openParts } from './open-parts.ts'
import { graphParts } from './parts.ts'
import { preparePart } from './prepare-part.ts'
import type { WeightSource } from './weights.ts'

const shapes: Readonly<Record<string, readonly number[]>> = {
  'wide.weight': [96, 64, 3, 3],
  'wide.bias': [96],
  'half.weight': [64, 96, 3, 3],
  'one.weight': [64, 64, 1, 1],
  // No whole blocks: left as it is.
  'last.weight': [3, 64, 3, 3],
}
const source: WeightSource = {
  names: () => Object.keys(shapes),
  info: (name) => (shapes[name] === undefined ? undefined : { shape: shapes[name], dtype: 'F32' }),
  floats: async (name) => values(name, shapes[name]!),
  locate: () => undefined,
}

test('convolutions with blocked weights give the bits that the runtime gives with plain ones', async (t) => {
  const block = await convolutionBlock()
  if (block === undefined) return t.skip('this processor computes no convolutions in blocks')
  const g = new Graph('convolutions', source)
  let x = conv(g, g.input('x', ['batch', 64, 'height', 'width']), 'wide')
  x = conv(g, x, 'half', { stride: 2 })
  x = conv(g, x, 'one')
  g.output('y', conv(g, x, 'last'))
  const [plain] = graphParts(g)
  const blocked = blockedConvolutions(plain!, block)
  assert.equal(blocked.weights.filter((weight) => weight.block === block).length, 3)
  const results = []
  for (const part of [plain!, blocked]) {
    await using parts = await openParts({
      parts: [preparePart(part, () => undefined)],
      wanted: ['y'],
      source,
      threads: 1,
      provider: 'cpu',
    })
    results.push(await parts.run({ x: { data: values('x', [1, 64, 21, 14]), shape: [1, 64, 21, 14] } }))
  }
  assert.deepEqual(results[1], results[0])
})

function values(name: string, shape: readonly number[]): Float32Array<ArrayBuffer> {
  const count = shape.reduce((all, d) => all * d, 1)
  const scale = shape.length > 1 ? Math.sqrt(3 / (count / shape[0]!)) : 0.1
  return Float32Array.from(hashedTensor('blocked', name, count, { scale }))
}
