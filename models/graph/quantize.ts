import type { GraphNode, GraphWeight } from './graph.ts'
import type { GraphPart } from './parts.ts'

/** Weight-only precisions: the numbers that flow stay float32. */
export type WeightPrecision = 'fp32' | 'int8' | 'int4'

/** Values that share one scale along the input axis of a linear layer: ONNX Runtime's kernels are made for 32. */
export const blockSize = 32
/** Smaller weights are left exact: biases, norms, first and last convolutions. 0.4 MB each at most. */
const smallest = 100_000

/**
 * The part with its large weights held in 8 or 4 bits. Linear layers become MatMulNBits (blocks of 32 inputs share a scale);
 * convolutions keep 8 bits a value and one scale for each output channel, widened when they run.
 */
export function quantizePart(part: GraphPart, precision: WeightPrecision): GraphPart {
  if (precision === 'fp32') return part
  const bits = precision === 'int8' ? 8 : 4
  const weights = new Map(part.weights.map((weight) => [weight.name, weight]))
  const packed = new Map<string, GraphWeight>()
  const nodes = part.nodes.flatMap((node): GraphNode[] => {
    const weight = weights.get(node.inputs[1] ?? '')
    if (weight === undefined || weight.shape.reduce((all, d) => all * d, 1) < smallest) return [node]
    if (node.operator === 'FusedMatMul' && weight.shape.length === 2) return [linearNode(node, weight, bits, packed)]
    if (node.operator === 'Conv') return convNodes(node, weight, packed)
    return [node]
  })
  const used = new Set(nodes.flatMap((node) => node.inputs))
  return { ...part, nodes, weights: [...part.weights.filter(({ name }) => used.has(name)), ...packed.values()] }
}

/** The name of a packed weight's scales. */
export function scalesName(values: string): string {
  return `${values}#scales`
}

function linearNode(node: GraphNode, weight: GraphWeight, bits: 4 | 8, packed: Map<string, GraphWeight>): GraphNode {
  const [out, into] = weight.shape as readonly [number, number]
  const blocks = Math.ceil(into / blockSize)
  const values = `${weight.name}#${bits}`
  const scales = scalesName(values)
  packed.set(values, {
    ...weight,
    name: values,
    shape: [out, blocks, (blockSize * bits) / 8],
    form: { bits, rows: out, of: 'values' },
  })
  packed.set(scales, { ...weight, name: scales, shape: [out * blocks], form: { bits, rows: out, of: 'scales' } })
  return {
    operator: 'MatMulNBits',
    domain: 'com.microsoft',
    inputs: [node.inputs[0]!, values, scales],
    outputs: node.outputs,
    attributes: { K: into, N: out, bits, block_size: blockSize },
  }
}

function convNodes(node: GraphNode, weight: GraphWeight, packed: Map<string, GraphWeight>): GraphNode[] {
  const form = { bits: 'channels', rows: weight.shape[0]! } as const
  const values = `${weight.name}#channels`
  const scales = scalesName(values)
  packed.set(values, { ...weight, name: values, form: { ...form, of: 'values' } })
  packed.set(scales, { ...weight, name: scales, shape: [weight.shape[0]!], form: { ...form, of: 'scales' } })
  const widened = `${node.outputs[0]}#weight`
  return [
    { operator: 'DequantizeLinear', domain: '', inputs: [values, scales], outputs: [widened], attributes: { axis: 0 } },
    { ...node, inputs: [node.inputs[0]!, widened, ...node.inputs.slice(2)] },
  ]
}
