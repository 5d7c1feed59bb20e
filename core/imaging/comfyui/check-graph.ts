import { type ComfyGraph, type ComfyNode, upstream } from '../metadata/comfy-graph.ts'
import { checkInput } from './check-input.ts'
import { comfyClasses } from './classes.ts'
import type { ComfyEnvironment } from './environment.ts'
import type { GraphRefusal, NodeFault, NodeRefusal } from './refusal.ts'
import { adviceOn } from './unknown-classes.ts'

/** The nodes that keep or show something; `targets` names those that are wanted. */
export function outputNodes(graph: ComfyGraph, targets: readonly string[] | undefined): ComfyNode[] {
  return [...graph.values()].filter(
    ({ id, type }) => comfyClasses.get(type)?.isOutput === true && (targets === undefined || targets.includes(id)),
  )
}

/** What is wrong with a graph before anything of it is translated, as ComfyUI checks it: all faults at once. */
export function checkGraph(
  graph: ComfyGraph,
  outputs: readonly ComfyNode[],
  environment: ComfyEnvironment,
): GraphRefusal | undefined {
  return unknownClasses(graph, outputs) ?? noOutputs(outputs) ?? wrongInputs(graph, outputs, environment)
}

/** The refusal of a graph whose nodes have these faults. */
export function failedValidation(nodes: ReadonlyMap<string, NodeRefusal>): GraphRefusal {
  return {
    type: 'prompt_outputs_failed_validation',
    message: 'Prompt outputs failed validation',
    details: [...nodes.values()].flatMap(({ faults }) => faults.map(({ details }) => details)).join(' '),
    nodes,
  }
}

/** The outputs that a node is needed for. */
export function dependentOutputs(graph: ComfyGraph, outputs: readonly ComfyNode[], id: string): string[] {
  return outputs.filter((output) => [...upstream(graph, output)].some((node) => node.id === id)).map((node) => node.id)
}

function unknownClasses(graph: ComfyGraph, outputs: readonly ComfyNode[]): GraphRefusal | undefined {
  const unknown = [...graph.values()].filter(({ type }) => !comfyClasses.has(type))
  if (unknown.length === 0) return undefined
  const nodes = unknown.map(({ id, type }): [string, NodeRefusal] => {
    const message = `Node '${type}' not found. The custom node may not be installed.`
    const fault: NodeFault = {
      type: 'missing_node_type',
      message,
      details: `Node ID '#${id}' (${type}): ${adviceOn(type)}`,
    }
    return [id, { class: type, faults: [fault], outputs: dependentOutputs(graph, outputs, id) }]
  })
  const [first] = nodes[0]![1].faults
  return { ...first!, nodes: new Map(nodes) }
}

function noOutputs(outputs: readonly ComfyNode[]): GraphRefusal | undefined {
  if (outputs.length > 0) return undefined
  const details = 'Nothing is kept or shown: add a SaveImage or PreviewImage.'
  return { type: 'prompt_no_outputs', message: 'Prompt has no outputs', details, nodes: new Map() }
}

function wrongInputs(
  graph: ComfyGraph,
  outputs: readonly ComfyNode[],
  environment: ComfyEnvironment,
): GraphRefusal | undefined {
  const needed = new Set(outputs.flatMap((output) => [...upstream(graph, output)]))
  const refused = new Map<string, NodeRefusal>()
  for (const node of needed) {
    const known = comfyClasses.get(node.type)!
    const faults = Object.entries(known.inputs).flatMap(([name, input]) =>
      checkInput({ graph, node, name, input, environment }),
    )
    if (liesOnCircle(graph, node)) {
      const message = 'Dependency cycle detected'
      faults.push({ type: 'dependency_cycle', message, details: `Node ID '#${node.id}' needs its own result.` })
    }
    if (faults.length === 0) continue
    refused.set(node.id, { class: node.type, faults, outputs: dependentOutputs(graph, outputs, node.id) })
  }
  return refused.size === 0 ? undefined : failedValidation(refused)
}

function liesOnCircle(graph: ComfyGraph, node: ComfyNode): boolean {
  for (const before of upstream(graph, node)) {
    for (const value of Object.values(before.inputs)) {
      if (Array.isArray(value) && value.length === 2 && String(value[0]) === node.id) return true
    }
  }
  return false
}
