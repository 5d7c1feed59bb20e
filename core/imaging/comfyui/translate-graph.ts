import { WorkspaceError } from '../../../base/error.ts'
import { type ComfyGraph, type ComfyNode, linkOf } from '../metadata/comfy-graph.ts'
import { checkGraph, dependentOutputs, failedValidation, needsOf, outputNodes } from './check-graph.ts'
import { checkValue, convertValue } from './check-input.ts'
import { comfyClasses } from './classes.ts'
import type { ComfyCall } from './comfy-class.ts'
import type { ComfyEnvironment } from './environment.ts'
import { type ComfyPlan, type GraphFault, PlanBuilder } from './plan.ts'
import { readGraph } from './read-graph.ts'
import type { GraphRefusal, NodeFault, NodeRefusal } from './refusal.ts'

/**
 * A graph of ComfyUI's API in calls of this workspace's nodes, with what will differ, or why it cannot be done: pure, nothing
 * is read or run. `targets` are the ids of the output nodes that are wanted; absent: all.
 */
export function translateGraph(
  value: unknown,
  environment: ComfyEnvironment,
  { targets }: { targets?: readonly string[] | undefined } = {},
): { readonly plan: ComfyPlan } | { readonly refusal: GraphRefusal } {
  const read = readGraph(value)
  if ('refusal' in read) return read
  const { graph } = read
  const outputs = outputNodes(graph, targets)
  const refusal = checkGraph(graph, outputs, environment)
  if (refusal !== undefined) return { refusal }
  const translation = new Translation(graph, environment)
  const needs = needsOf(graph, outputs)
  const refused = new Map<string, NodeRefusal>()
  for (const output of outputs) {
    const problem = translation.follow(output)
    if (problem === undefined) continue
    const { id, type } = graph.get(problem.node)!
    const faults = [...(refused.get(id)?.faults ?? []), problem.fault]
    refused.set(id, { class: type, faults: faults.slice(0, 1), outputs: dependentOutputs(needs, id) })
  }
  return refused.size > 0 ? { refusal: failedValidation(refused) } : { plan: translation.plan() }
}

/** One walk through a graph, backwards from what it keeps; each node is translated once. */
class Translation {
  readonly #graph: ComfyGraph
  readonly #environment: ComfyEnvironment
  readonly #plan = new PlanBuilder()
  readonly #values = new Map<string, unknown[]>()
  readonly #order: string[] = []

  constructor(graph: ComfyGraph, environment: ComfyEnvironment) {
    this.#graph = graph
    this.#environment = environment
  }

  /** Translates a node and all it needs. Gives the fault that prevents it. */
  follow(output: ComfyNode): { node: string; fault: NodeFault } | undefined {
    try {
      this.#translate(output)
      return undefined
    } catch (error) {
      if (!(error instanceof WorkspaceError) || error.cause === undefined) throw error
      const { node, input } = error.cause as GraphFault & { fault?: NodeFault }
      const { type } = this.#graph.get(node)!
      const where = `${type} #${node}${input === undefined ? '' : `, input "${input}"`}`
      const details = `${where}: ${error.message}${error.hint === undefined ? '' : ` ${error.hint}`}`
      const given = (error.cause as { fault?: NodeFault }).fault
      return { node, fault: given ?? { type: 'custom_validation_failed', message: error.message, details, input } }
    }
  }

  plan(): ComfyPlan {
    const { steps, outputs, notes } = this.#plan
    return { steps, outputs, notes, order: this.#order }
  }

  #translate(node: ComfyNode): unknown[] {
    const known = this.#values.get(node.id)
    if (known !== undefined) return known
    const values = [...comfyClasses.get(node.type)!.translate(this.#callOf(node))]
    this.#values.set(node.id, values)
    this.#order.push(node.id)
    return values
  }

  #callOf(node: ComfyNode): ComfyCall {
    const value = (input: string) => this.#valueOf(node, input)
    return {
      id: node.id,
      environment: this.#environment,
      plan: this.#plan,
      wire: (input) => value(input) as never,
      optionalWire: (input) => value(input) as never,
      number: (input) => Number(value(input)),
      text: (input) => String(value(input) ?? ''),
      flag: (input) => value(input) === true,
      seed: (input) => Number(BigInt.asUintN(32, BigInt(value(input) as number | bigint))),
      any: value,
    }
  }

  #valueOf(node: ComfyNode, name: string): unknown {
    const input = comfyClasses.get(node.type)!.inputs[name]!
    const given = node.inputs[name]
    const link = linkOf(this.#graph, given)
    if (link === undefined) {
      if (given === undefined || given === null) return 'default' in input ? input.default : undefined
      return convertValue(input, given)
    }
    const values = this.#translate(link.node)
    let value = values[link.slot]
    if (typeof value === 'function') {
      // Made when somebody asks: a picture without transparency has no mask, and need not have one.
      value = values[link.slot] = (value as () => unknown)()
    }
    if (!['INT', 'FLOAT', 'STRING', 'BOOLEAN', 'COMBO'].includes(input.type)) return value
    const [fault] = checkValue({ graph: this.#graph, node, name, input, environment: this.#environment }, value)
    if (fault !== undefined) {
      throw new WorkspaceError('bad-input', fault.message, { cause: { node: node.id, input: name, fault } })
    }
    return convertValue(input, value)
  }
}
