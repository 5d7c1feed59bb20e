import type { Provider } from '../../base/provider.ts'
import { hashedTensor } from '../golden/hashed-tensor.ts'
import { Graph } from './graph.ts'
import {
  add,
  attention,
  conv,
  gelu,
  groupNorm,
  layerNorm,
  linear,
  silu,
  toPicture,
  toSequence,
  upsample,
} from './layers.ts'
import { openSession, type Values } from './session.ts'
import type { WeightSource } from './weights.ts'

/**
 * Of the largest value. CUDA multiplies in TF32 by default, whose products have 11 bits (2⁻¹¹ = 5e-4), and errors add up over a
 * few layers; a kernel that is wrong is wrong by the size of the values.
 */
const tolerance = 5e-3

/** How many times as fast as the CPU it is, and how far from its result, as a share of the largest value. */
export interface SelfTestResult {
  readonly error: number
  readonly tolerance: number
  readonly speedup: number
}

/**
 * Runs a small network of what the large ones are made of on a provider and on the CPU, over weights out of a hash. Throws what
 * the runtime throws where the provider cannot be opened.
 */
export async function testProvider(provider: Provider): Promise<SelfTestResult> {
  const mixed = mixedGraph()
  const small = { x: input(channels, 16) }
  // The provider first: most that fail do so here, at once.
  await using other = await openSession(mixed, { provider })
  const got = (await other.run(small))['y']!
  await using cpu = await openSession(mixed)
  const error = distance((await cpu.run(small))['y']!, got)
  return { error, tolerance, speedup: await speedup(provider) }
}

const channels = 64

function input(c: number, size: number): Values {
  return { data: hashedTensor('self-test', 'x', c * size * size), shape: [1, c, size, size] }
}

/** A ResNet half, a transformer half and an enlargement: [1, 64, 16, 16] → [1, 4, 32, 32]. */
function mixedGraph(): Graph {
  const g = new Graph('self-test', weights)
  let x = conv(g, g.input('x', ['batch', channels, 'height', 'width']), 'in')
  x = conv(g, silu(g, groupNorm(g, x, 'group')), 'middle')
  const sequence = toSequence(g, x)
  const normed = layerNorm(g, sequence, 'layer')
  const [q, k, v] = ['q', 'k', 'v'].map((name) => linear(g, normed, name))
  const attended = add(g, sequence, linear(g, attention(g, q!, k!, v!, 4), 'to_out'))
  x = toPicture(g, gelu(g, attended), x)
  g.output('y', conv(g, upsample(g, x), 'out'))
  return g
}

/** Convolutions of 1.2 GFLOP each at 64 × 64: 1 to 10 ms on a processor. */
function heavyGraph(depth: number): Graph {
  const g = new Graph('self-test-heavy', weights)
  let x = g.input('x', ['batch', 2 * channels, 'height', 'width'])
  for (let n = 0; n < depth; n++) x = conv(g, x, 'heavy')
  g.output('y', x)
  return g
}

const shapes: Readonly<Record<string, readonly number[]>> = {
  'in.weight': [channels, channels, 3, 3],
  'middle.weight': [channels, channels, 3, 3],
  'heavy.weight': [2 * channels, 2 * channels, 3, 3],
  'out.weight': [4, channels, 3, 3],
  ...Object.fromEntries(['q', 'k', 'v', 'to_out'].map((name) => [`${name}.weight`, [channels, channels]])),
  ...Object.fromEntries(
    ['group', 'layer'].flatMap((name) => [`${name}.weight`, `${name}.bias`].map((each) => [each, [channels]])),
  ),
}

const weights: WeightSource = {
  names: () => Object.keys(shapes),
  info: (name) => (shapes[name] === undefined ? undefined : { shape: shapes[name], dtype: 'F32' }),
  async floats(name) {
    const shape = shapes[name]!
    const count = (of: readonly number[]) => of.reduce((all, d) => all * d, 1)
    // Such that values keep their size from layer to layer.
    return hashedTensor('self-test', name, count(shape), { scale: Math.sqrt(3 / count(shape.slice(1))) })
  },
  locate: () => undefined,
}

/** The largest difference as a share of the largest value; infinite where something is not a number. */
function distance({ data: want }: Values, { data: got }: Values): number {
  let largest = 0
  let error = 0
  for (let i = 0; i < want.length; i++) {
    const difference = Math.abs(Number(want[i]) - Number(got[i]))
    if (!Number.isFinite(difference)) return Number.POSITIVE_INFINITY
    largest = Math.max(largest, Math.abs(Number(want[i])))
    error = Math.max(error, difference)
  }
  return error / largest
}

/** One convolution first: a card that a program imitates takes seconds for it, and is not asked for eight. */
async function speedup(provider: Provider): Promise<number> {
  const one = await shortestMs(provider, 1)
  const [depth, own] = one > hopelessMs ? [1, one] : [8, await shortestMs(provider, 8)]
  return (await shortestMs('cpu', depth)) / own
}

const hopelessMs = 2000

/** Of three runs after a first one, which compiles; one that takes seconds is not run again. */
async function shortestMs(provider: Provider, depth: number): Promise<number> {
  await using session = await openSession(heavyGraph(depth), { provider })
  const feeds = { x: input(2 * channels, 64) }
  let shortest = Number.POSITIVE_INFINITY
  for (let n = 0; n < 4; n++) {
    const start = performance.now()
    await session.run(feeds)
    const ms = performance.now() - start
    if (n > 0 || ms > hopelessMs) shortest = Math.min(shortest, ms)
    if (ms > hopelessMs) break
  }
  return shortest
}
