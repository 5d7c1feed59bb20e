import { type ComfyGraph, type ComfyNode, readComfyGraph } from '../metadata/comfy-graph.ts'
import type { GraphRefusal } from './refusal.ts'

/** Graphs of users have some dozens, the largest some hundreds; translation goes as deep as a graph is long. */
const mostNodes = 2000

/** A graph in the form of ComfyUI's API, or what it is instead. */
export function readGraph(value: unknown): { graph: ComfyGraph } | { refusal: GraphRefusal } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      refusal: invalid('No prompt', 'The request holds no "prompt": send { "prompt": { … } }, a graph in API format.'),
    }
  }
  if ('nodes' in value && 'links' in value) {
    const hint =
      'This is the editor\'s own file ("nodes" and "links"), which only the editor reads. In ComfyUI choose Workflow → Export (API), and send that.'
    return { refusal: invalid('This graph is in the editor format, not in the API format', hint) }
  }
  const entries = Object.entries(value)
  if (entries.length > mostNodes) {
    return {
      refusal: invalid('The graph is too large', `It has ${entries.length} nodes; at most ${mostNodes} are taken.`),
    }
  }
  const graph: ComfyGraph = readComfyGraph(value) ?? new Map<string, ComfyNode>()
  const wrong = entries.find(([id]) => !graph.has(id))
  if (wrong !== undefined) {
    const refusal = invalid(
      'Cannot execute because a node is missing the class_type property.',
      `Node ID '#${wrong[0]}': every entry of the prompt is a node, { "class_type": …, "inputs": { … } }.`,
    )
    return { refusal }
  }
  return { graph }
}

function invalid(message: string, details: string): GraphRefusal {
  return { type: 'invalid_prompt', message, details, nodes: new Map() }
}
