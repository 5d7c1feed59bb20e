import type { Graph, Tensor } from '../graph/graph.ts'
import { add, conv, gelu, multiply, reshape, slice, unary } from '../graph/layers.ts'

import { interpolateLike, relu } from './dense-layers.ts'

export interface BinOptions {
  /**
   * How bins are held: as metres (`softplus`), or as shares of the range from `least` to `most` metres (`normed`); the hybrids begin
   * with one and go on with the other.
   */
  readonly bins: 'softplus' | 'normed' | 'hybrid1' | 'hybrid2'
  readonly attraction: 'inv' | 'exp'
  readonly together: 'mean' | 'sum'
  readonly least: number
  readonly most: number
  readonly coldest: number
  readonly hottest: number
}

/** The strength of attraction: the reference has an option for it and always computes with this. */
const strength = 300
/** Keeps shares and bins from being 0. */
const little = 1e-3

/** conv, ReLU, conv: the 1 × 1 layers of all heads. */
export function narrowLayers(g: Graph, x: Tensor, name: string): Tensor {
  return conv(g, relu(g, conv(g, x, `${name}._net.0`)), `${name}._net.2`)
}

/** The first bins of each place, as they are attracted: [b, bins, h, w]. */
export function seedBins(g: Graph, x: Tensor, name: string, { bins, least, most }: BinOptions): Tensor {
  const raw = narrowLayers(g, x, name)
  const shares = bins === 'normed' || bins === 'hybrid2'
  if (bins === 'softplus' || bins === 'hybrid2') {
    const metres = unary(g, 'Softplus', raw)
    return shares ? toShares(g, metres, least, most) : metres
  }
  const widths = plusNumber(g, relu(g, raw), little)
  const sum = g.add('ReduceSum', [widths, int(g, 1)], widths.shape.with(1, 1))
  const share = g.add('Div', [widths, sum], widths.shape)
  // The middles of intervals of these widths, which begin at the least: (edge before + edge after) / 2.
  const ends = g.add('CumSum', [share, g.constant(1, { type: 'int64' })], share.shape)
  const middles = add(g, ends, timesNumber(g, share, -0.5))
  const metres = plusNumber(g, timesNumber(g, middles, most - least), least)
  return shares ? toShares(g, metres, least, most) : metres
}

function toShares(g: Graph, metres: Tensor, least: number, most: number): Tensor {
  return timesNumber(g, plusNumber(g, metres, -least), 1 / (most - least))
}

/**
 * Moves bins towards attractors that a level of the decoder sees (Bhat et al. 2023, arXiv:2302.12288, section 3.2;
 * zoedepth/models/layers/attractor.py in isl-org/ZoeDepth): `before` at the level's size, moved.
 */
export function attract(
  g: Graph,
  { level, before, name }: { readonly level: Tensor; readonly before: Tensor; readonly name: string },
  options: BinOptions,
): Tensor {
  const centres = interpolateLike(g, before, level)
  const points = attractors(g, level, name, options)
  const count = points.shape[1] as number
  let moved: Tensor | undefined
  for (let n = 0; n < count; n++) {
    const way = g.add('Sub', [slice(g, points, 1, n, n + 1), centres], centres.shape)
    const pull = pulled(g, way, options.attraction)
    moved = moved === undefined ? pull : add(g, moved, pull)
  }
  return add(g, centres, options.together === 'mean' ? timesNumber(g, moved!, 1 / count) : moved!)
}

function attractors(g: Graph, level: Tensor, name: string, { bins }: BinOptions): Tensor {
  const raw = narrowLayers(g, level, name)
  if (bins === 'softplus' || bins === 'hybrid1') return unary(g, 'Softplus', raw)
  // Two numbers for each attractor, of which the reference takes the first as it is.
  const pairs = plusNumber(g, relu(g, raw), little)
  const count = pairs.shape[1] as number
  return g.add('Slice', [pairs, int(g, 0), int(g, count), int(g, 1), int(g, 2)], pairs.shape.with(1, count / 2))
}

function pulled(g: Graph, way: Tensor, attraction: 'inv' | 'exp'): Tensor {
  const square = timesNumber(g, multiply(g, way, way), strength)
  if (attraction === 'inv') return g.add('Div', [way, plusNumber(g, square, 1)], way.shape)
  return multiply(g, unary(g, 'Exp', timesNumber(g, square, -1)), way)
}

/** Bins as metres. */
export function metresOfBins(g: Graph, moved: Tensor, { bins, least, most }: BinOptions): Tensor {
  if (bins === 'softplus' || bins === 'hybrid1') return moved
  const metres = plusNumber(g, timesNumber(g, moved, most - least), least)
  const count = metres.shape[1] as number
  const sorted = g.add('TopK', [metres, int(g, count)], metres.shape, {
    attributes: { axis: 1, largest: 0, sorted: 1 },
    unread: 1,
  })
  return g.add('Clip', [sorted, g.constant(least), g.constant(most)], sorted.shape)
}

/**
 * How likely each bin is: a binomial distribution of learnt middle and temperature (zoedepth/models/layers/dist_layers.py).
 * → [b, bins, h, w], a sum of 1 at each place.
 */
export function binomialShares(
  g: Graph,
  features: Tensor,
  { name, count, coldest, hottest }: { name: string; count: number; coldest: number; hottest: number },
): Tensor {
  const four = unary(g, 'Softplus', conv(g, gelu(g, conv(g, features, `${name}.mlp.0`)), `${name}.mlp.2`))
  const share = (from: number) => {
    const [a, b] = [from, from + 1].map((n) => plusNumber(g, slice(g, four, 1, n, n + 1), 1e-4)) as [Tensor, Tensor]
    return g.add('Div', [a, add(g, a, b)], a.shape)
  }
  const p = share(0)
  const temperature = plusNumber(g, timesNumber(g, share(2), hottest - coldest), coldest)
  const within = (x: Tensor) => g.add('Clip', [x, g.constant(1e-4), g.constant(1)], x.shape)
  const other = within(plusNumber(g, timesNumber(g, p, -1), 1))
  const k = Array.from({ length: count }, (_, n) => n)
  const log = (x: Tensor) => unary(g, 'Log', x)
  const perBin = (values: readonly number[]) => reshape(g, g.constant(values), [1, count, 1, 1])
  const y = add(
    g,
    add(g, perBin(k.map((n) => logChoose(count - 1, n))), multiply(g, perBin(k), log(within(p)))),
    multiply(g, perBin(k.map((n) => count - 1 - n)), log(other)),
  )
  return g.add('Softmax', [g.add('Div', [y, temperature], y.shape)], y.shape, { attributes: { axis: 1 } })
}

/** ln C(n, k) by Stirling's first terms, as the reference has it. */
function logChoose(n: number, k: number): number {
  const small = 1e-7
  const [a, b] = [n + small, k + small]
  return a * Math.log(a) - b * Math.log(b) - (a - b) * Math.log(a - b + small)
}

function int(g: Graph, value: number): Tensor {
  return g.constant([value], { type: 'int64' })
}

function plusNumber(g: Graph, x: Tensor, value: number): Tensor {
  return add(g, x, g.constant(value))
}

function timesNumber(g: Graph, x: Tensor, value: number): Tensor {
  return multiply(g, x, g.constant(value))
}
