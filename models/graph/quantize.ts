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

function linearNode(node: GraphNode, weight: GraphWeight, bits: 4 | 8, packed: Map<string, GraphWeight>): GraphNode {
  const [out, into] = weight.shape as readonly [number, number]
  const blocks = Math.ceil(into / blockSize)
  const values = `${weight.name}#${bits}`
  const scales = `${values}#scales`
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
  const scales = `${values}#scales`
  packed.set(values, { ...weight, name: values, form: { ...form, of: 'values' } })
  packed.set(scales, { ...weight, name: scales, shape: [weight.shape[0]!], form: { ...form, of: 'scales' } })
  const widened = `${node.outputs[0]}#weight`
  return [
    { operator: 'DequantizeLinear', domain: '', inputs: [values, scales], outputs: [widened], attributes: { axis: 0 } },
    { ...node, inputs: [node.inputs[0]!, widened, ...node.inputs.slice(2)] },
  ]
}

export interface Packed {
  readonly values: Uint8Array<ArrayBuffer>
  readonly scales: Float32Array<ArrayBuffer>
}

/**
 * Blocks of 32 along the rows of a weight [out, into]: w ≈ (q − 2^(bits−1))·scale. Of the two ends of a block the larger one is met
 * exactly (it has one step more on the negative side). Four bits go two to a byte, the first in the low half.
 */
export function packBlocks(weight: Float32Array, out: number, bits: 4 | 8): Packed {
  const into = weight.length / out
  const blocks = Math.ceil(into / blockSize)
  const half = 2 ** (bits - 1)
  const bytes = (blockSize * bits) / 8
  const values = new Uint8Array(out * blocks * bytes)
  const scales = new Float32Array(out * blocks)
  for (let row = 0; row < out; row++) {
    for (let block = 0; block < blocks; block++) {
      const from = row * into + block * blockSize
      const length = Math.min(blockSize, into - block * blockSize)
      let extreme = 0
      for (let i = 0; i < length; i++) if (Math.abs(weight[from + i]!) > Math.abs(extreme)) extreme = weight[from + i]!
      const scale = Math.fround(extreme / -half)
      const at = row * blocks + block
      scales[at] = scale
      const inverse = scale === 0 ? 0 : 1 / scale
      for (let i = 0; i < blockSize; i++) {
        const value = i < length ? weight[from + i]! : 0
        const q = Math.min(2 * half - 1, Math.max(0, Math.round(value * inverse) + half))
        if (bits === 8) values[at * bytes + i] = q
        else values[at * bytes + (i >> 1)]! |= q << ((i & 1) * 4)
      }
    }
  }
  return { values, scales }
}

/** One scale for each output channel of [out, …]: w ≈ q·scale, q in −127 … 127. */
export function packChannels(weight: Float32Array, out: number): Packed {
  const length = weight.length / out
  const values = new Int8Array(weight.length)
  const scales = new Float32Array(out)
  for (let row = 0; row < out; row++) {
    let largest = 0
    for (let i = row * length; i < (row + 1) * length; i++) largest = Math.max(largest, Math.abs(weight[i]!))
    const scale = largest === 0 ? 1 : Math.fround(largest / 127)
    scales[row] = scale
    const inverse = 1 / scale
    for (let i = row * length; i < (row + 1) * length; i++) values[i] = Math.round(weight[i]! * inverse)
  }
  return { values: new Uint8Array(values.buffer), scales }
}
