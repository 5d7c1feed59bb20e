import type { BlockedFilters } from './block-filters.ts'
import type { GraphNode, GraphWeight } from './graph.ts'
import type { GraphPart } from './parts.ts'

/** Domain of the convolutions that ONNX Runtime's CPU provider computes in its blocked layout, and of the ways into it and out of it. */
export const blockedDomain = 'com.microsoft.nchwc'

/**
 * The part with its convolutions as the runtime itself would rewrite them (onnxruntime, core/optimizer/nchwc_transformer.cc), their
 * weights blocked while they are read. Left to the runtime, each weight is copied six times while a session is created.
 */
export function blockedConvolutions(part: GraphPart, block: BlockedFilters['block']): GraphPart {
  const weights = new Map(part.weights.map((weight) => [weight.name, weight]))
  const blocked = new Map<string, GraphWeight>()
  const nodes = part.nodes.flatMap((node): GraphNode[] => {
    const weight = weights.get(node.inputs[1] ?? '')
    if (node.operator !== 'Conv' || weight === undefined || !fits(weight, block) || isGrouped(node)) return [node]
    const [out, , ...kernel] = weight.shape as [number, number, number, number]
    const name = `${weight.name}#blocked`
    blocked.set(name, { ...weight, name, block })
    const [x, , ...bias] = node.inputs as [string, string]
    const [y] = node.outputs as [string]
    const common = { domain: blockedDomain, attributes: {} }
    return [
      { ...common, operator: 'ReorderInput', inputs: [x], outputs: [`${y}#in`] },
      {
        ...node,
        domain: blockedDomain,
        inputs: [`${y}#in`, name, ...bias],
        outputs: [`${y}#out`],
        attributes: { ...node.attributes, kernel_shape: kernel },
      },
      { ...common, operator: 'ReorderOutput', inputs: [`${y}#out`], outputs: [y], attributes: { channels: out } },
    ]
  })
  if (blocked.size === 0) return part
  const used = new Set(nodes.flatMap((node) => node.inputs))
  return { ...part, nodes, weights: [...part.weights.filter(({ name }) => used.has(name)), ...blocked.values()] }
}

/** In groups the second axis of the weights is not that of the picture's channels. */
function isGrouped({ attributes }: GraphNode): boolean {
  return (attributes['group'] ?? 1) !== 1
}

/** Whole blocks only; the runtime pads or blocks others in a way of their own. */
function fits({ shape, form }: GraphWeight, block: number): boolean {
  return form === undefined && shape.length === 4 && shape[0]! % block === 0 && shape[1]! % block === 0
}
