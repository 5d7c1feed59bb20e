import { type Graph, shapeError, type Tensor } from '../../graph/graph.ts'
import { add, linear, linearWith, multiply, reshape, silu, slice, transpose, unary } from '../../graph/layers.ts'
import { bilinear, type PlaneSize, planeFeatures } from '../plane-features.ts'
import type { TripoSrConfig } from './triposr-config.ts'

/*
 * What lies at a point of TripoSR's scene (tsr/models/nerf_renderer.py, network_utils.py): the features of the three planes at its
 * projections, joined, through a chain of linear layers, to a density and a colour.
 *
 * On a grid the first layer is a sum of three parts that depend on two coordinates each, so each is computed for its plane once and not
 * for every point: of n³ points, 3·n² samplings are left, and n³ additions.
 */

/** Input: planes [3, c, p, p], grid [3, n, n, 2] in [−1, 1]. Outputs: xy, xz, yz [n, n, f]: each plane's part of the first layer. */
export function planeParts(g: Graph, { c, p }: PlaneSize, { renderer }: TripoSrConfig): void {
  const planes = g.input('planes', [3, c, p, p])
  const sampled = g.add('GridSample', [planes, g.input('grid', [3, 'n', 'n', 2])], [3, c, 'n', 'n'], bilinear)
  // [3, c, n, n] → [3, n, n, c]
  const features = transpose(g, sampled, [0, 2, 3, 1])
  const weight = g.weight('decoder.layers.0.weight')
  const mean = renderer.feature_reduction === 'mean'
  if (weight.shape[1] !== (mean ? c : 3 * c)) throw shapeError('the first layer of the decoder', weight.shape, [c])
  for (const [n, name] of ['xy', 'xz', 'yz'].entries()) {
    const own = mean ? multiply(g, weight, g.constant(1 / 3)) : slice(g, weight, 1, n * c, (n + 1) * c)
    const part = linearWith(g, reshape(g, slice(g, features, 0, n, n + 1), [-1, c], 'n*n'), own)
    // The bias is added once.
    g.output(name, n === 0 ? add(g, part, g.weight('decoder.layers.0.bias')) : part)
  }
}

/** Inputs: xy [m, 1, f] of m points, xz [1 or m, n, f], yz [1 or m, n, f]. Output: density [m, n, 1]. */
export function gridDensity(g: Graph, config: TripoSrConfig): void {
  const f = g.weight('decoder.layers.0.bias').shape[0]!
  const sum = add(g, add(g, g.input('xz', [1, 'n', f]), g.input('yz', ['m', 'n', f])), g.input('xy', ['m', 1, f]))
  const last = lastLayer(g)
  const x = hiddenLayers(g, activate(g, sum, config), last, config)
  const rows = { rows: [0, 1] as const }
  const raw = add(g, linearWith(g, x, g.weight(`${last}.weight`, rows)), g.weight(`${last}.bias`, rows))
  g.output('density', density(g, raw, config))
}

/** Inputs: planes [3, c, p, p], points [3, 1, n, 2] on each plane, in [−1, 1]. Outputs: density [n, 1], color [n, 3] in [0, 1]. */
export function pointValues(g: Graph, size: PlaneSize, config: TripoSrConfig): void {
  const features = planeFeatures(g, size)
  const joined = config.renderer.feature_reduction === 'mean' ? meanOfPlanes(g, features, size.c) : features
  const last = lastLayer(g)
  const raw = linear(g, hiddenLayers(g, activate(g, linear(g, joined, 'decoder.layers.0'), config), last, config), last)
  g.output('density', density(g, slice(g, raw, 1, 0, 1), config))
  g.output('color', unary(g, 'Sigmoid', slice(g, raw, 1, 1, 4)))
}

function meanOfPlanes(g: Graph, features: Tensor, c: number): Tensor {
  const parts = [0, 1, 2].map((n) => slice(g, features, 1, n * c, (n + 1) * c))
  return multiply(g, add(g, add(g, parts[0]!, parts[1]!), parts[2]!), g.constant(1 / 3))
}

/** The layers lie at even numbers, activations between them. */
function lastLayer(g: Graph): string {
  let last = 0
  while (g.has(`decoder.layers.${last + 2}.weight`)) last += 2
  return `decoder.layers.${last}`
}

function hiddenLayers(g: Graph, x: Tensor, last: string, config: TripoSrConfig): Tensor {
  let y = x
  for (let n = 2; `decoder.layers.${n}` !== last; n += 2) y = activate(g, linear(g, y, `decoder.layers.${n}`), config)
  return y
}

function activate(g: Graph, x: Tensor, { decoder }: TripoSrConfig): Tensor {
  return decoder.activation === 'silu' ? silu(g, x) : unary(g, 'Relu', x)
}

function density(g: Graph, raw: Tensor, { renderer }: TripoSrConfig): Tensor {
  return unary(g, 'Exp', add(g, raw, g.constant(renderer.density_bias)))
}
