import { type ComfyGraph, type ComfyNode, linksInto, upstream } from '../metadata/comfy-graph.ts'
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
  const needs = needsOf(graph, outputs)
  return unknownClasses(graph, needs) ?? noOutputs(outputs) ?? wrongInputs(graph, needs, environment)
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

/** What each output node is made from, itself included: ids. */
export type Needs = ReadonlyMap<string, ReadonlySet<string>>

export function needsOf(graph: ComfyGraph, outputs: readonly ComfyNode[]): Needs {
  return new Map(outputs.map((output) => [output.id, new Set([...upstream(graph, output)].map(({ id }) => id))]))
}

/** The outputs that a node is needed for. */
export function dependentOutputs(needs: Needs, id: string): string[] {
  return [...needs].filter(([, needed]) => needed.has(id)).map(([output]) => output)
}

function unknownClasses(graph: ComfyGraph, needs: Needs): GraphRefusal | undefined {
  const unknown = [...graph.values()].filter(({ type }) => !comfyClasses.has(type))
  if (unknown.length === 0) return undefined
  const nodes = unknown.map(({ id, type }): [string, NodeRefusal] => {
    const message = `Node '${type}' not found. The custom node may not be installed.`
    const details = `Node ID '#${id}' (${type}): ${adviceOn(type)}`
    const fault: NodeFault = { type: 'missing_node_type', message, details }
    return [id, { class: type, faults: [fault], outputs: dependentOutputs(needs, id) }]
  })
  const [first] = nodes[0]![1].faults
  return { ...first!, nodes: new Map(nodes) }
}

function noOutputs(outputs: readonly ComfyNode[]): GraphRefusal | undefined {
  if (outputs.length > 0) return undefined
  const details = 'Nothing is kept or shown: add a SaveImage or PreviewImage.'
  return { type: 'prompt_no_outputs', message: 'Prompt has no outputs', details, nodes: new Map() }
}

function wrongInputs(graph: ComfyGraph, needs: Needs, environment: ComfyEnvironment): GraphRefusal | undefined {
  const refused = new Map<string, NodeRefusal>()
  const needed = new Set([...needs.values()].flatMap((ids) => [...ids]))
  const circling = onCircles(graph, needed)
  for (const id of needed) {
    const node = graph.get(id)!
    const faults = Object.entries(comfyClasses.get(node.type)!.inputs).flatMap(([name, input]) =>
      checkInput({ graph, node, name, input, environment }),
    )
    if (circling.has(id)) {
      const details = `Node ID '#${id}' needs its own result.`
      faults.push({ type: 'dependency_cycle', message: 'Dependency cycle detected', details })
    }
    if (faults.length > 0) refused.set(id, { class: node.type, faults, outputs: dependentOutputs(needs, id) })
  }
  return refused.size === 0 ? undefined : failedValidation(refused)
}

/** Nodes on circles: what is left when all that needs nothing, and then all that nothing needs, is taken away over and over. */
function onCircles(graph: ComfyGraph, needed: ReadonlySet<string>): ReadonlySet<string> {
  const before = new Map<string, string[]>()
  const after = new Map<string, string[]>()
  for (const id of needed) {
    const ids = [...new Set(linksInto(graph, graph.get(id)!).map(({ link }) => link.node.id))]
    before.set(id, ids)
    for (const each of ids) after.set(each, [...(after.get(each) ?? []), id])
  }
  return peel(peel(needed, before, after), after, before)
}

/** Takes away what has no `holders` left, and by that lets go of others, until nothing more goes. */
function peel(
  ids: ReadonlySet<string>,
  holders: ReadonlyMap<string, readonly string[]>,
  held: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const rest = new Set(ids)
  const count = new Map([...ids].map((id) => [id, (holders.get(id) ?? []).filter((each) => ids.has(each)).length]))
  const free = [...ids].filter((id) => count.get(id) === 0)
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    rest.delete(id)
    for (const other of held.get(id) ?? []) {
      if (!rest.has(other)) continue
      const left = count.get(other)! - 1
      count.set(other, left)
      if (left === 0) free.push(other)
    }
  }
  return rest
}
