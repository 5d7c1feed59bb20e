import type { Dimension } from '../models/graph/dimension.ts'
import type { Graph } from '../models/graph/graph.ts'

/**
 * Floating-point operations of one run in units of 10⁹, a multiplication and an addition counted as two: convolutions, linear layers and
 * attention, which are all but a percent. `sizes` gives the dimensions that the graph knows by name.
 */
export function countOperations(graph: Graph, sizes: Readonly<Record<string, number>>): number {
  const value = (d: Dimension) => (typeof d === 'number' ? d : evaluate(d, sizes))
  const shapeOf = (name: string) =>
    (graph.tensors.get(name) ?? graph.inputs.find((input) => input.name === name) ?? graph.weights.get(name)!).shape
  const size = (name: string) => shapeOf(name).map(value)
  const count = (shape: readonly number[]) => shape.reduce((all, d) => all * d, 1)
  let operations = 0
  for (const { operator, inputs, outputs } of graph.nodes) {
    const out = () => count(size(outputs[0]!))
    if (operator === 'Conv') operations += 2 * out() * count(size(inputs[1]!).slice(1))
    if (operator === 'FusedMatMul') operations += 2 * out() * size(inputs[0]!).at(-1)!
    // q·kᵀ and the weighted sum of v, over all heads: [b, s, c] and [b, t, c].
    if (operator === 'MultiHeadAttention') operations += 4 * out() * size(inputs[1]!)[1]!
  }
  return operations / 1e9
}

/** '2*height', 'height/2/2', 'height*width': products from left to right. */
function evaluate(expression: string, sizes: Readonly<Record<string, number>>): number {
  const factors = expression.split(/(?=[*/])/)
  return factors.reduce((result, factor, n) => {
    const name = n === 0 ? factor : factor.slice(1)
    const number = sizes[name] ?? Number(name)
    if (!Number.isFinite(number)) throw new Error(`No size is given for "${name}" of "${expression}".`)
    return n > 0 && factor.startsWith('/') ? Math.ceil(result / number) : result * number
  }, 1)
}
