import { asRecord } from './loose-json.ts'

/** A node of ComfyUI's API graph. */
export interface ComfyNode {
  readonly id: string
  readonly type: string
  readonly inputs: Readonly<Record<string, unknown>>
}

/** A wire: the node it comes from and which of its outputs. */
export interface ComfyLink {
  readonly node: ComfyNode
  readonly slot: number
}

export type ComfyGraph = ReadonlyMap<string, ComfyNode>

/** Large graphs hold some thousand nodes; a made-up file could hold millions. */
const mostNodes = 20_000

/** The graph in a `prompt` object (`{ id: { class_type, inputs } }`); undefined where it is none. */
export function readComfyGraph(value: unknown): ComfyGraph | undefined {
  const graph = new Map<string, ComfyNode>()
  for (const [id, entry] of Object.entries(asRecord(value) ?? {}).slice(0, mostNodes)) {
    const node = asRecord(entry)
    const type = node?.['class_type']
    if (typeof type === 'string') graph.set(id, { id, type, inputs: asRecord(node?.['inputs']) ?? {} })
  }
  return graph.size === 0 ? undefined : graph
}

/** Where the wire in an input comes from; undefined for a plain value and for a wire from nowhere. */
export function linkOf(graph: ComfyGraph, value: unknown): ComfyLink | undefined {
  if (!Array.isArray(value) || value.length !== 2 || typeof value[1] !== 'number') return undefined
  const node = graph.get(String(value[0]))
  return node && { node, slot: value[1] }
}

/** The wires into a node, by input name. */
export function linksInto(graph: ComfyGraph, node: ComfyNode): { readonly name: string; readonly link: ComfyLink }[] {
  return Object.entries(node.inputs).flatMap(([name, value]) => {
    const link = linkOf(graph, value)
    return link === undefined ? [] : [{ name, link }]
  })
}

/** A node and all it is made from, nearest first; each once, so that a circle ends. */
export function* upstream(graph: ComfyGraph, start: ComfyNode | undefined): Generator<ComfyNode> {
  if (start === undefined) return
  const seen = new Set([start.id])
  const queue = [start]
  for (let i = 0; i < queue.length; i++) {
    const node = queue[i]!
    yield node
    for (const { link } of linksInto(graph, node)) {
      if (seen.has(link.node.id)) continue
      seen.add(link.node.id)
      queue.push(link.node)
    }
  }
}
