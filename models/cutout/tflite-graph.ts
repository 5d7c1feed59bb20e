import { WorkspaceError } from '../../base/error.ts'
import type { TensorInfo } from '../../base/model.ts'
import type { Graph, Tensor } from '../graph/graph.ts'
import { add, multiply, unary } from '../graph/layers.ts'
import type { WeightSource } from '../graph/weights.ts'
import type { TfliteModel, TfliteOperator, TfliteTensor } from './read-tflite.ts'

/*
 * A TensorFlow Lite network of convolutions as an ONNX graph, pictures turned from [1, h, w, c] to [1, c, h, w]. The operators are those
 * of MediaPipe's selfie segmentation, a MobileNetV3 with an LR-ASPP head (Howard et al. 2019, arXiv:1905.02244).
 */

/** Input: image [1, 3, h, w]. Output: out, of the network's own last shape. */
export function tfliteGraph(g: Graph, model: TfliteModel): void {
  const values = new Map<number, Tensor>()
  const [input] = model.inputs as readonly [number]
  values.set(input, g.input('image', channelsFirst(model.tensors[input]!.shape)))
  for (const operator of model.operators) {
    const [result] = operator.outputs as readonly [number]
    // Half floats were widened when they were read.
    if (operator.kind === kinds.dequantize) continue
    const at = (n: number) => {
      const value = values.get(operator.inputs[n]!)
      if (value === undefined) throw unknown(operator)
      return value
    }
    values.set(result, build(g, operator, at, channelsFirst(model.tensors[result]!.shape)))
  }
  g.output('out', values.get(model.outputs[0]!)!)
}

/** The weights under numbers, kernels in ONNX's order of axes. Dequantized ones are those they were made of. */
export function tfliteWeights(model: TfliteModel): WeightSource {
  const own = new Map<string, { info: TensorInfo; values: () => Float32Array }>()
  for (const { kind, inputs } of model.operators) {
    const [, weight, bias] = inputs
    if (kind !== kinds.conv && kind !== kinds.depthwise && kind !== transposedConv) continue
    const kernel = sourceOf(model, weight!)
    const [a, h, w, d] = kernel.shape as readonly [number, number, number, number]
    // [out, h, w, in] → [out, in, h, w]; depthwise [1, h, w, c] → [c, 1, h, w]; transposed [out, h, w, in] → [in, out, h, w]
    const order = kind === kinds.conv ? [0, 3, 1, 2] : [3, 0, 1, 2]
    const shape = order.map((axis) => [a, h, w, d][axis]!)
    own.set(`${weight}`, {
      info: { shape, dtype: 'F32' },
      values: () => reordered(kernel.values!, [a, h, w, d], order),
    })
    const offsets = sourceOf(model, bias!)
    own.set(`${bias}`, { info: { shape: offsets.shape, dtype: 'F32' }, values: () => offsets.values! })
  }
  return {
    names: () => own.keys(),
    info: (name) => own.get(name)?.info,
    floats: async (name) => own.get(name)!.values(),
    locate: () => undefined,
  }
}

/** BuiltinOperator of schema.fbs. */
const kinds = {
  add: 0,
  averagePool: 1,
  conv: 3,
  depthwise: 4,
  dequantize: 6,
  logistic: 14,
  multiply: 18,
  relu: 19,
  resizeBilinear: 23,
  hardSwish: 117,
} as const
/** MediaPipe's own, of a transposed convolution with a bias. */
const transposedConv = 'Convolution2DTransposeBias'

function build(g: Graph, operator: TfliteOperator, at: (n: number) => Tensor, shape: readonly number[]): Tensor {
  const { kind, inputs, options } = operator
  const weights = () => [g.weight(`${inputs[1]}`), g.weight(`${inputs[2]}`)] as const
  switch (kind) {
    case kinds.conv:
    case kinds.depthwise: {
      const [x, [weight, bias]] = [at(0), weights()]
      const [, , kernelY, kernelX] = weight.shape as readonly [number, number, number, number]
      const [, , height, width] = x.shape as readonly number[]
      const strides = [options?.int32(2) || 1, options?.int32(1) || 1] as const
      const [dilationX, dilationY] = kind === kinds.conv ? [4, 5] : [5, 6]
      if (Math.max(options?.int32(dilationX!) ?? 1, options?.int32(dilationY!) ?? 1) > 1) throw unknown(operator)
      const same = options?.int8(0) !== 1
      const [top, bottom] = same ? samePadding(height!, kernelY, strides[0]) : [0, 0]
      const [left, right] = same ? samePadding(width!, kernelX, strides[1]) : [0, 0]
      const attributes = {
        kernel_shape: [kernelY, kernelX],
        strides,
        pads: [top, left, bottom, right],
        ...(kind === kinds.depthwise ? { group: weight.shape[0] as number } : {}),
      }
      const y = g.add('Conv', [x, weight, bias], shape, { attributes })
      return activated(g, y, options?.int8(kind === kinds.conv ? 3 : 4) ?? 0, operator)
    }
    case transposedConv: {
      const [, , kernelY, kernelX] = weights()[0].shape as readonly [number, number, number, number]
      const [, strideX, strideY] = new Int32Array(operator.customOptions.slice().buffer)
      // Without overlap, as it is used, no kind of padding changes anything.
      if (strideX !== kernelX || strideY !== kernelY) throw unknown(operator)
      return g.add('ConvTranspose', [at(0), ...weights()], shape, {
        attributes: { kernel_shape: [kernelY, kernelX], strides: [strideY, strideX] },
      })
    }
    case kinds.averagePool: {
      const [, , height, width] = at(0).shape
      if (options?.int32(3) !== width || options?.int32(4) !== height) throw unknown(operator)
      return g.add('GlobalAveragePool', [at(0)], shape)
    }
    case kinds.resizeBilinear: {
      const halfPixels = options?.int8(3) === 1
      if (options?.int8(2) === 1) throw unknown(operator)
      return g.add('Resize', [at(0), undefined, undefined, g.constant(shape, { type: 'int64' })], shape, {
        attributes: { mode: 'linear', coordinate_transformation_mode: halfPixels ? 'half_pixel' : 'asymmetric' },
      })
    }
    case kinds.add:
      return activated(g, add(g, at(0), at(1)), options?.int8(0) ?? 0, operator)
    case kinds.multiply:
      return activated(g, multiply(g, at(0), at(1)), options?.int8(0) ?? 0, operator)
    case kinds.logistic:
      return unary(g, 'Sigmoid', at(0))
    case kinds.relu:
      return unary(g, 'Relu', at(0))
    case kinds.hardSwish:
      return unary(g, 'HardSwish', at(0))
    default:
      throw unknown(operator)
  }
}

/** Fused activations: none and ReLU; the others are not met. */
function activated(g: Graph, x: Tensor, activation: number, operator: TfliteOperator): Tensor {
  if (activation === 0) return x
  if (activation === 1) return unary(g, 'Relu', x)
  throw unknown(operator)
}

/** TensorFlow's SAME: the result is ⌈length / stride⌉ long, an odd pixel of border lies at the end. */
function samePadding(length: number, kernel: number, stride: number): readonly [number, number] {
  const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + kernel - length)
  return [total >> 1, total - (total >> 1)]
}

function sourceOf(model: TfliteModel, tensor: number): TfliteTensor {
  const maker = model.operators.find(({ kind, outputs }) => kind === kinds.dequantize && outputs[0] === tensor)
  const source = model.tensors[maker === undefined ? tensor : maker.inputs[0]!]!
  if (source.values !== undefined) return source
  throw new WorkspaceError(
    'bad-input',
    `The weight "${source.name}" of the TensorFlow Lite network is computed, not stored.`,
  )
}

function channelsFirst(shape: readonly number[]): number[] {
  const [b, h, w, c] = shape
  return shape.length === 4 ? [b!, c!, h!, w!] : [...shape]
}

/** Elements in another order of four axes. */
function reordered(
  values: Float32Array,
  shape: readonly [number, number, number, number],
  order: readonly number[],
): Float32Array {
  const strides = [shape[1] * shape[2] * shape[3], shape[2] * shape[3], shape[3], 1]
  const [a, b, c, d] = order.map((axis) => ({ length: shape[axis]!, stride: strides[axis]! })) as [
    Axis,
    Axis,
    Axis,
    Axis,
  ]
  const out = new Float32Array(values.length)
  let n = 0
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      for (let k = 0; k < c.length; k++) {
        for (let l = 0; l < d.length; l++) out[n++] = values[i * a.stride + j * b.stride + k * c.stride + l * d.stride]!
      }
    }
  }
  return out
}

interface Axis {
  readonly length: number
  readonly stride: number
}

function unknown({ kind }: TfliteOperator): WorkspaceError {
  return new WorkspaceError('bad-input', `The operator ${kind} of this TensorFlow Lite network is not run here.`, {
    hint: 'Of such networks the selfie segmentation of MediaPipe can be run.',
  })
}
