import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from './graph.ts'
import { add, conv, linear, silu, toPicture, toSequence } from './layers.ts'
import { openSession } from './session.ts'
import type { WeightSource } from './weights.ts'

const channels = 32
const layers = 4
const shapes: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
  Array.from({ length: layers }, (_, n) => [
    [`conv${n}.weight`, [channels, channels, 3, 3]],
    [`conv${n}.bias`, [channels]],
    [`linear${n}.weight`, [channels, channels]],
  ]).flat(),
)
/** Values that exist only in memory: a thread has to ask for them. */
const source: WeightSource = {
  names: () => Object.keys(shapes),
  info: (name) => (shapes[name] === undefined ? undefined : { shape: shapes[name], dtype: 'F32' }),
  floats: async (name) => values(name, shapes[name]!),
  locate: () => undefined,
}
const picture = { data: values('x', [1, channels, 24, 16]), shape: [1, channels, 24, 16] }

test('a graph that is loaded in several threads gives the same bits, values that skip threads among them', async () => {
  const alone = await run(1)
  for (const sections of [2, 3]) assert.deepEqual(await run(sections), alone, `${sections} threads`)

  async function run(sections: number) {
    await using session = await openSession(layered(), { sections })
    const [first, again] = await Promise.all([session.run({ x: picture }), session.run({ x: picture })])
    assert.deepEqual(again, first)
    return first
  }
})

test('a run in threads ends between two parts when it is cancelled, with the reason; the next one works', async () => {
  await using session = await openSession(layered(), { sections: 2 })
  const large = { data: new Float32Array(channels * 512 * 512).fill(1), shape: [1, channels, 512, 512] }
  const controller = new AbortController()
  const reason = new Error('enough')
  const running = session.run({ x: large }, { signal: controller.signal })
  setTimeout(() => controller.abort(reason), 20)
  await assert.rejects(running, (error) => error === reason)
  assert.deepEqual((await session.run({ x: picture }))['y']!.shape, picture.shape)
})

test('weights that cannot be had are an error of the caller, and a cancel ends the loading', async () => {
  const broken = { ...source, floats: (name: string) => Promise.reject(new Error(`no ${name}`)) }
  await assert.rejects(openSession(layered(broken), { sections: 2 }), /no (conv|linear)\d/)
  const signal = AbortSignal.abort(new Error('not now'))
  await assert.rejects(openSession(layered(), { sections: 2, signal }), /not now/)
})

/** A chain whose first value is used by its last layer, past all threads between them. */
function layered(weights: WeightSource = source): Graph {
  const g = new Graph('layered', weights)
  let x = g.input('x', ['batch', channels, 'height', 'width'])
  let first: typeof x | undefined
  for (let n = 0; n < layers; n++) {
    x = silu(g, conv(g, x, `conv${n}`))
    first ??= x
    g.cut()
    x = add(g, x, toPicture(g, linear(g, toSequence(g, x), `linear${n}`), x))
    g.cut()
  }
  g.output('y', add(g, x, first!))
  return g
}

function values(name: string, shape: readonly number[]): Float32Array<ArrayBuffer> {
  const count = shape.reduce((all, d) => all * d, 1)
  const scale = shape.length > 1 ? Math.sqrt(3 / (count / shape[0]!)) : 0.1
  return Float32Array.from(hashedTensor('threads', name, count, { scale }))
}
