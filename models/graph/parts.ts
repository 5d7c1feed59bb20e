import type { Graph, GraphConstant, GraphNode, GraphWeight, Tensor } from './graph.ts'

/** A run of a graph's nodes that is loaded and run on its own: what flows in from before it, and what it gives to those behind. */
export interface GraphPart {
  readonly name: string
  readonly nodes: readonly GraphNode[]
  readonly inputs: readonly Tensor[]
  readonly outputs: readonly { readonly name: string; readonly tensor: Tensor }[]
  readonly weights: readonly GraphWeight[]
  readonly constants: readonly GraphConstant[]
}

/**
 * The graph in the parts its `cut`s make. A runtime that packs weights anew holds them twice while it loads: in parts, only one
 * part of them. Between two parts it can be cancelled. `cuts: []` leaves it whole.
 */
export function graphParts(graph: Graph, { cuts = graph.cuts }: { cuts?: readonly number[] } = {}): GraphPart[] {
  const bounds = [0, ...cuts.filter((at) => at > 0 && at < graph.nodes.length), graph.nodes.length]
  const runs = bounds.slice(1).map((end, n) => graph.nodes.slice(bounds[n], end))
  // Where each value is made, and the last part that needs it.
  const madeIn = new Map<string, number>()
  const neededIn = new Map<string, number>()
  runs.forEach((nodes, part) => {
    for (const node of nodes) {
      for (const name of node.outputs) madeIn.set(name, part)
      for (const name of node.inputs) neededIn.set(name, part)
    }
  })
  return runs.map((nodes, part) => {
    const used = new Set(nodes.flatMap((node) => node.inputs))
    const given = nodes.flatMap((node) => node.outputs).filter((name) => (neededIn.get(name) ?? part) > part)
    const results = graph.outputs.filter(({ tensor }) => (madeIn.get(tensor.name) ?? 0) === part)
    return {
      name: runs.length === 1 ? graph.name : `${graph.name}-${part}`,
      nodes,
      inputs: [
        ...graph.inputs.filter(({ name }) => used.has(name)),
        ...[...used].filter((name) => (madeIn.get(name) ?? part) < part).map((name) => graph.tensors.get(name)!),
      ],
      outputs: [...given.map((name) => ({ name, tensor: graph.tensors.get(name)! })), ...results],
      weights: [...graph.weights.values()].filter(({ name }) => used.has(name)),
      constants: [...graph.constants.values()].filter(({ name }) => used.has(name)),
    }
  })
}
