import { nearest } from '../../../base/nearest.ts'
import { type ComfyGraph, type ComfyNode, linkOf } from '../metadata/comfy-graph.ts'
import { comfyClasses } from './classes.ts'
import type { ComfyInput } from './comfy-class.ts'
import type { ComfyEnvironment } from './environment.ts'
import type { NodeFault } from './refusal.ts'

interface Place {
  readonly graph: ComfyGraph
  readonly node: ComfyNode
  readonly name: string
  readonly input: ComfyInput
  readonly environment: ComfyEnvironment
}

/** So many names of a list stand in a message; /object_info has all of them. */
const mostListed = 20

/** The faults of one input, as ComfyUI's `validate_inputs` (execution.py) finds and names them. */
export function checkInput(place: Place): NodeFault[] {
  const { node, name, input } = place
  const value = node.inputs[name]
  if (value === undefined || value === null) {
    if (input.optional === true || !isNeeded(input)) return []
    return [
      { type: 'required_input_missing', message: 'Required input is missing', details: describe(place), input: name },
    ]
  }
  if (Array.isArray(value)) return checkWire(place, value)
  if (isWire(input)) {
    if (input.type === '*') return []
    const message = 'Bad linked input, must be a length-2 list of [node_id, slot_index]'
    return [{ type: 'bad_linked_input', message, details: describe(place), input: name, received: value }]
  }
  return checkValue(place, value)
}

/** A value as its input takes it; undefined where it cannot be one. */
export function convertValue(input: ComfyInput, value: unknown): unknown {
  switch (input.type) {
    case 'INT': {
      if (typeof value === 'bigint') return value
      const number = Number(value === '' ? undefined : value)
      return Number.isFinite(number) ? Math.trunc(number) : undefined
    }
    case 'FLOAT': {
      const number = Number(value === '' ? undefined : value)
      return Number.isFinite(number) ? number : undefined
    }
    case 'STRING':
      return typeof value === 'object' ? undefined : String(value)
    case 'BOOLEAN':
      return typeof value === 'object' ? undefined : value === 'false' ? false : Boolean(value)
    case 'COMBO':
      return typeof value === 'string' ? value : undefined
    default:
      return value
  }
}

/** The fault of a value that is written into a node or that a primitive gives. */
export function checkValue(place: Place, value: unknown): NodeFault[] {
  const { name, input, environment } = place
  const converted = convertValue(input, value)
  const fault = (type: string, message: string, details: string): NodeFault[] => [
    { type, message, details, input: name, received: typeof value === 'bigint' ? String(value) : value },
  ]
  if (converted === undefined) {
    const message = `Failed to convert an input value to a ${input.type} value`
    return fault('invalid_input_type', message, `${describe(place)} is ${shown(value)}.`)
  }
  if (input.type === 'INT' || input.type === 'FLOAT') {
    const { min, max } = input
    if (Number(converted) < min) {
      return fault('value_smaller_than_min', `Value ${converted} smaller than min of ${min}`, describe(place))
    }
    if (Number(converted) > max) {
      return fault('value_bigger_than_max', `Value ${converted} bigger than max of ${max}`, describe(place))
    }
  }
  if (input.type !== 'COMBO') return []
  const options = input.options(environment)
  if (options.includes(converted as string) || input.accepts?.(environment, converted as string) === true) return []
  return fault('value_not_in_list', 'Value not in list', notInList(place, shown(value), options))
}

function checkWire(place: Place, value: unknown[]): NodeFault[] {
  const { graph, name, input } = place
  const link = linkOf(graph, value)
  if (link === undefined) {
    const message = 'Bad linked input, must be a length-2 list of [node_id, slot_index]'
    const details = `${describe(place)} leads to ${shown(value)}, and no node is there.`
    return [{ type: 'bad_linked_input', message, details, input: name, received: value }]
  }
  const output = comfyClasses.get(link.node.type)?.outputs[link.slot]
  const fits = output !== undefined && (output.type === '*' || input.type === '*' || fitsType(output.type, input.type))
  if (fits) return []
  const received = output?.type ?? `nothing: ${link.node.type} has no output ${link.slot}`
  const details = `${describe(place)}, received_type(${received}) mismatch input_type(${input.type})`
  return [
    {
      type: 'return_type_mismatch',
      message: 'Return type mismatch between linked nodes',
      details,
      input: name,
      received: value,
    },
  ]
}

/** Whole numbers go where numbers do, and texts may choose from lists. */
function fitsType(given: string, wanted: string): boolean {
  return (
    given === wanted ||
    (wanted === 'FLOAT' && given === 'INT') ||
    (wanted === 'INT' && given === 'FLOAT') ||
    (wanted === 'COMBO' && given === 'STRING')
  )
}

function isWire({ type }: ComfyInput): boolean {
  return !['INT', 'FLOAT', 'STRING', 'BOOLEAN', 'COMBO'].includes(type)
}

/** ComfyUI's clients leave out what has a standard value. */
function isNeeded(input: ComfyInput): boolean {
  return isWire(input) || !('default' in input && input.default !== undefined)
}

function notInList(place: Place, value: string, options: readonly string[]): string {
  const given = String(place.node.inputs[place.name])
  const close = nearest(given, options)
  const list = options.length === 0 ? 'There is none.' : `There are: ${options.slice(0, mostListed).join(', ')}.`
  const meant = close.length === 0 ? '' : ` Did you mean ${close.map((each) => `'${each}'`).join(' or ')}?`
  return `${describe(place)}: ${value} not in the list.${meant} ${list} ${wayToGet[place.name] ?? ''}`.trim()
}

const wayToGet: Readonly<Record<string, string>> = {
  ckpt_name: 'Get one: ai-workspace models search image',
  lora_name: 'Add one: ai-workspace models add FILE',
  vae_name: 'Add one: ai-workspace models add FILE',
  control_net_name: 'Add one: ai-workspace models add FILE',
  model_name: 'Get one: ai-workspace models search upscaler',
  image: 'Upload it first: POST /upload/image',
}

function describe({ node, name }: Place): string {
  return `${node.type} #${node.id}, input "${name}"`
}

function shown(value: unknown): string {
  const text =
    typeof value === 'string' ? `'${value}'` : typeof value === 'bigint' ? String(value) : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
