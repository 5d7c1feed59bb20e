import type { Graph, Tensor } from '../../graph/graph.ts'
import { add, linear, multiply, reshape, unary } from '../../graph/layers.ts'
import { type PlaneSize, planeFeatures } from '../plane-features.ts'

/*
 * What InstantMesh's triplane holds at a point (OSGDecoder of src/models/renderer/synthesizer_mesh.py): a signed distance, inside where it
 * is positive, and how far the grid's vertex is to move; for a cell FlexiCubes' weights; and a colour. Each is a chain of linear layers.
 */

/** Inputs: planes, points (plane-features.ts). Outputs: sdf [n, 1]; deformation [n, 3], before its tanh. */
export function geometry(g: Graph, size: PlaneSize): void {
  const features = planeFeatures(g, size)
  g.output('sdf', chain(g, features, 'net_sdf'))
  g.output('deformation', chain(g, features, 'net_deformation'))
}

/** Of cells: the points are their eight corners, one cell after the other. Output: weights [cells, 21]. */
export function cellWeights(g: Graph, size: PlaneSize): void {
  // [8·n, 3·c] → [n, 24·c]
  const features = reshape(g, planeFeatures(g, size), [-1, 24 * size.c], 'cells')
  g.output('weights', multiply(g, chain(g, features, 'net_weight'), g.constant(0.1)))
}

/** Output: color [n, 3], from a thousandth below 0 to as much above 1. */
export function colour(g: Graph, size: PlaneSize): void {
  const raw = unary(g, 'Sigmoid', chain(g, planeFeatures(g, size), 'net_rgb'))
  g.output('color', add(g, multiply(g, raw, g.constant(1 + 2 * 0.001)), g.constant(-0.001)))
}

/** The layers lie at even numbers, ReLUs between them. */
function chain(g: Graph, x: Tensor, name: string): Tensor {
  const layer = (n: number) => `synthesizer.decoder.${name}.${n}`
  let y = linear(g, x, layer(0))
  for (let n = 2; g.has(`${layer(n)}.weight`); n += 2) y = linear(g, unary(g, 'Relu', y), layer(n))
  return y
}
