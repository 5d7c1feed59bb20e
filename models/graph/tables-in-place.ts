import type { GraphNode, GraphWeight } from './graph.ts'
import { elementCodes } from './layers.ts'
import type { GraphPart } from './parts.ts'
import { weightPlace } from './weight-bytes.ts'
import type { WeightSource } from './weights.ts'

/**
 * The part with its F16 tables left as they lie in the file, mapped, where it only looks rows up in them; the rows are widened
 * instead. A text encoder's table has 49,408 rows and a prompt takes 77. Only where all of the part's weights can be mapped.
 */
export function tablesInPlace(part: GraphPart, source: WeightSource): GraphPart {
  const tables = new Map<string, GraphWeight>()
  for (const weight of part.weights) {
    const table: GraphWeight = { ...weight, name: `${weight.name}#table`, half: true }
    if (weightPlace(source, table) !== undefined && isTable(part, weight)) tables.set(weight.name, table)
    else if (weightPlace(source, weight) === undefined) return part
  }
  if (tables.size === 0) return part
  const nodes = part.nodes.flatMap((node): GraphNode[] => {
    const table = tables.get(node.inputs[0] ?? '')
    if (table === undefined) return [node]
    const [y] = node.outputs as [string]
    const rows = `${y}#rows`
    return [
      { ...node, inputs: [table.name, ...node.inputs.slice(1)], outputs: [rows] },
      { operator: 'Cast', domain: '', inputs: [rows], outputs: [y], attributes: { to: elementCodes.float32 } },
    ]
  })
  return { ...part, nodes, weights: part.weights.map((weight) => tables.get(weight.name) ?? weight) }
}

/** Used for nothing but looking rows up. */
function isTable({ nodes }: GraphPart, { name }: GraphWeight): boolean {
  return nodes.every(
    ({ operator, inputs }) => !inputs.includes(name) || (operator === 'Gather' && inputs.indexOf(name) === 0),
  )
}
