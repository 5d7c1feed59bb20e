import { type Dimension, half, plus, product, sameShape, times } from './dimension.ts'
import { type Attribute, type ElementType, fixed, type Graph, shapeError, type Tensor } from './graph.ts'

/*
 * The operators that models are written in. Names of weights are the checkpoint's: linear(g, x, 'to_q') reads
 * 'to_q.weight' and, where there is one, 'to_q.bias'. Pictures are [batch, channels, height, width], sequences
 * [batch, tokens, channels].
 */

const microsoft = 'com.microsoft'

/** How a convolution sees beyond the border: zeros, or the other side of the picture in x, y or both (seamless textures). */
export type Wrap = 'none' | 'x' | 'y' | 'xy'

/** y = x·Wᵀ + b over the last axis. A weight stored as a 1×1 convolution [out, in, 1, 1] does too. */
export function linear(g: Graph, x: Tensor, name: string): Tensor {
  const stored = g.weight(`${name}.weight`).shape as readonly number[]
  const [out, into] = [stored[0]!, stored[1]!]
  return linearWith(
    g,
    x,
    stored.length === 2 ? g.weight(`${name}.weight`) : squeezed(g, name, out, into),
    biasOf(g, name),
  )
}

/** The same with weights that are already at hand: slices of packed ones. */
export function linearWith(g: Graph, x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const [out, into] = weight.shape as readonly [number, number]
  if (x.shape.at(-1) !== into) throw shapeError(`linear "${weight.name}"`, x.shape, weight.shape)
  // transB reads the checkpoint's [out, in] as it lies; the runtime packs it once at load.
  const y = g.add('FusedMatMul', [x, weight], [...x.shape.slice(0, -1), out], {
    domain: microsoft,
    attributes: { transB: 1 },
  })
  return bias === undefined ? y : add(g, y, bias)
}

function squeezed(g: Graph, name: string, out: number, into: number): Tensor {
  // The plain [out, in, 1, 1] view was only looked at: it must not stay among the graph's weights.
  g.weights.delete(`${name}.weight`)
  return g.weight(`${name}.weight`, { shape: [out, into] })
}

function biasOf(g: Graph, name: string): Tensor | undefined {
  return g.has(`${name}.bias`) ? g.weight(`${name}.bias`) : undefined
}

/** A convolution [b, c, h, w] → [b, out, h/stride, w/stride]; the kernel's size is read off its weight. */
export function conv(
  g: Graph,
  x: Tensor,
  name: string,
  {
    stride = 1,
    padding = 1,
    wrap = 'none',
  }: { stride?: 1 | 2; padding?: number | readonly [number, number, number, number]; wrap?: Wrap } = {},
): Tensor {
  const weight = g.weight(`${name}.weight`)
  const [out, into, kernelY, kernelX] = weight.shape as readonly [number, number, number, number]
  const [b, c, h, w] = x.shape as readonly [Dimension, Dimension, Dimension, Dimension]
  if (c !== into) throw shapeError(`convolution "${name}"`, x.shape, weight.shape)
  // [top, left, bottom, right]; a 1×1 kernel never needs a border.
  const pads: readonly number[] =
    kernelY === 1 ? [0, 0, 0, 0] : typeof padding === 'number' ? Array(4).fill(padding) : padding
  const [padded, rest] = wrapBorder(g, x, pads, wrap)
  return g.add(
    'Conv',
    [padded, weight, biasOf(g, name)],
    [b, out, stride === 2 ? half(h) : h, stride === 2 ? half(w) : w],
    {
      attributes: { kernel_shape: [kernelY, kernelX], strides: [stride, stride], pads: rest },
    },
  )
}

/** Takes over the axes that wrap around and leaves the others to the convolution's own zeros. */
function wrapBorder(g: Graph, x: Tensor, pads: readonly number[], wrap: Wrap): [Tensor, readonly number[]] {
  if (wrap === 'none' || pads.every((pad) => pad === 0)) return [x, pads]
  const [top, left, bottom, right] = pads as readonly [number, number, number, number]
  const [y, xx] = [wrap.includes('y') ? 1 : 0, wrap.includes('x') ? 1 : 0]
  const amounts = [0, 0, top * y, left * xx, 0, 0, bottom * y, right * xx]
  const padded = g.add('Pad', [x, g.constant(amounts, { type: 'int64' })], x.shape, { attributes: { mode: 'wrap' } })
  return [padded, [top * (1 - y), left * (1 - xx), bottom * (1 - y), right * (1 - xx)]]
}

/**
 * Group normalisation (Wu & He 2018, arXiv:1803.08494) over [b, c, h, w]. Of ONNX Runtime's two ways on a processor this one takes
 * the variance from the differences to the mean: its GroupNormalization takes E[x²] − E[x]², which is off by 10⁻³ where the mean is
 * a hundred deviations and not a number where it comes out below 0; and it takes 1.7 times as long (320 × 64², 128 × 512²).
 */
export function groupNorm(
  g: Graph,
  x: Tensor,
  name: string,
  { groups = 32, epsilon = 1e-5 }: { groups?: number; epsilon?: number } = {},
): Tensor {
  const channels = fixed(x.shape[1], 'The channels of a group normalisation')
  if (channels % groups !== 0) throw shapeError(`group normalisation "${name}" of ${groups} groups`, x.shape)
  // [b, c, h, w] → [b, groups, c/groups·h·w]
  const split = reshape(g, x, [0, groups, -1], `group of ${name}`)
  const each = (value: number) => g.constant(Array.from({ length: groups }, () => value))
  const normal = g.add('InstanceNormalization', [split, each(1), each(0)], split.shape, {
    attributes: { epsilon: { float: epsilon } },
  })
  const joined = g.add('Reshape', [normal, sizeOf(g, x, 0, x.shape.length)], x.shape)
  const shape = [channels, ...x.shape.slice(2).map(() => 1)]
  return add(g, multiply(g, joined, g.weight(`${name}.weight`, { shape })), g.weight(`${name}.bias`, { shape }))
}

/** Layer normalisation over the last axis. */
export function layerNorm(g: Graph, x: Tensor, name: string, { epsilon = 1e-5 }: { epsilon?: number } = {}): Tensor {
  return g.add('LayerNormalization', [x, g.weight(`${name}.weight`), g.weight(`${name}.bias`)], x.shape, {
    attributes: { axis: -1, epsilon: { float: epsilon } },
  })
}

/**
 * Scaled dot-product attention over heads: q [b, s, heads·d], k and v [b, t, heads·d] → [b, s, heads·d]. One fused operator:
 * the s×t matrix is never a whole tensor of its own, but for `bias` [1 or b, heads, s, t], which is added to the scores.
 */
export function attention(
  g: Graph,
  q: Tensor,
  k: Tensor,
  v: Tensor,
  heads: number,
  { causal = false, bias }: { causal?: boolean; bias?: Tensor } = {},
): Tensor {
  if (q.shape.at(-1) !== k.shape.at(-1) || !sameShape(k.shape, v.shape)) throw shapeError('attention', q.shape, k.shape)
  if (fixed(q.shape.at(-1), 'The channels of an attention') % heads !== 0) throw shapeError(`${heads} heads`, q.shape)
  return g.add('MultiHeadAttention', [q, k, v, undefined, undefined, bias], q.shape, {
    domain: microsoft,
    attributes: { num_heads: heads, ...(causal ? { unidirectional: 1 } : {}) },
  })
}

/** Element by element with the usual broadcasting from the right. */
export const add = (g: Graph, a: Tensor, b: Tensor): Tensor => broadcast(g, 'Add', a, b)
export const multiply = (g: Graph, a: Tensor, b: Tensor): Tensor => broadcast(g, 'Mul', a, b)

function broadcast(g: Graph, operator: string, a: Tensor, b: Tensor): Tensor {
  const [long, short] = a.shape.length >= b.shape.length ? [a.shape, b.shape] : [b.shape, a.shape]
  const offset = long.length - short.length
  const shape = long.map((d, axis) => {
    const other = axis < offset ? 1 : short[axis - offset]!
    if (d === other || other === 1) return d
    if (d === 1) return other
    throw shapeError(operator, a.shape, b.shape)
  })
  return g.add(operator, [a, b], shape)
}

/** x·σ(x) (Swish). The runtime fuses the pair. */
export function silu(g: Graph, x: Tensor): Tensor {
  return multiply(g, x, unary(g, 'Sigmoid', x))
}

/** GELU by the error function (Hendrycks & Gimpel 2016, arXiv:1606.08415). */
export function gelu(g: Graph, x: Tensor): Tensor {
  return g.add('Gelu', [x], x.shape, { domain: microsoft })
}

/** x·σ(1.702·x): OpenAI CLIP's approximation of GELU. */
export function quickGelu(g: Graph, x: Tensor): Tensor {
  return g.add('QuickGelu', [x], x.shape, { domain: microsoft, attributes: { alpha: { float: 1.702 } } })
}

/** An operator that keeps the shape: Sin, Cos, Tanh, Relu … */
export function unary(
  g: Graph,
  operator: string,
  x: Tensor,
  attributes: Readonly<Record<string, Attribute>> = {},
): Tensor {
  return g.add(operator, [x], x.shape, { attributes })
}

/** Joins along an axis; all other axes must agree. */
export function concat(g: Graph, parts: readonly Tensor[], axis: number): Tensor {
  const first = parts[0]!.shape
  for (const { shape } of parts) {
    if (shape.length !== first.length || shape.some((d, i) => i !== axis && d !== first[i]))
      throw shapeError(`concatenation along axis ${axis}`, ...parts.map((part) => part.shape))
  }
  const length = parts.map(({ shape }) => shape[axis]!).reduce(plus)
  return g.add('Concat', parts, first.with(axis, length), { attributes: { axis } })
}

/** Cuts an axis of fixed length into equal parts. */
export function split(g: Graph, x: Tensor, axis: number, parts: number): Tensor[] {
  const length = fixed(x.shape.at(axis), 'The axis of a split') / parts
  const at = axis < 0 ? x.shape.length + axis : axis
  return Array.from({ length: parts }, (_, part) => slice(g, x, at, part * length, (part + 1) * length))
}

/** Elements [from, to) of one axis. */
export function slice(g: Graph, x: Tensor, axis: number, from: number, to: number): Tensor {
  const whole = (value: number) => g.constant([value], { type: 'int64' })
  return g.add('Slice', [x, whole(from), whole(to), whole(axis)], x.shape.with(axis, to - from))
}

export function transpose(g: Graph, x: Tensor, axes: readonly number[]): Tensor {
  return g.add(
    'Transpose',
    [x],
    axes.map((axis) => x.shape[axis]!),
    { attributes: { perm: axes } },
  )
}

/**
 * Another shape for the same elements. `to` has numbers; 0 keeps the axis at that place, and one −1 takes what is left, named
 * `rest` in the result's shape.
 */
export function reshape(g: Graph, x: Tensor, to: readonly number[], rest?: Dimension): Tensor {
  const shape = to.map((d, axis) => (d === 0 ? x.shape[axis]! : d === -1 ? (rest ?? -1) : d))
  return g.add('Reshape', [x, g.constant(to, { type: 'int64' })], shape)
}

/** A picture as a sequence of its pixels: [b, c, h, w] → [b, h·w, c]. */
export function toSequence(g: Graph, x: Tensor): Tensor {
  const [, c, h, w] = x.shape as readonly [Dimension, number, Dimension, Dimension]
  // [b, c, h, w] → [b, c, h·w] → [b, h·w, c]
  return transpose(g, reshape(g, x, [0, c, -1], product([h, w])), [0, 2, 1])
}

/** Back to the picture whose shape `like` has: [b, h·w, c] → [b, c, h, w]. */
export function toPicture(g: Graph, x: Tensor, like: Tensor): Tensor {
  const c = fixed(x.shape.at(-1), 'The channels of a sequence')
  const [b, , h, w] = like.shape as readonly [Dimension, Dimension, Dimension, Dimension]
  const turned = transpose(g, x, [0, 2, 1])
  const target = concat(g, [sizeOf(g, x, 0, 1), g.constant([c], { type: 'int64' }), sizeOf(g, like, 2, 4)], 0)
  return g.add('Reshape', [turned, target], [b, c, h, w])
}

/** Twice as high and wide, or by another whole factor, each pixel repeated (nearest neighbour). */
export function upsample(g: Graph, x: Tensor, factor = 2): Tensor {
  const [b, c, h, w] = x.shape as readonly [Dimension, Dimension, Dimension, Dimension]
  return resize(g, x, { scales: g.constant([1, 1, factor, factor]) }, [b, c, times(h, factor), times(w, factor)])
}

/** Enlarged by repetition to the height and width of `like`: odd sizes were rounded up on the way down. */
export function upsampleTo(g: Graph, x: Tensor, like: Tensor): Tensor {
  const [b, c] = x.shape as readonly [Dimension, Dimension]
  const sizes = concat(g, [sizeOf(g, x, 0, 2), sizeOf(g, like, 2, 4)], 0)
  return resize(g, x, { sizes }, [b, c, like.shape[2]!, like.shape[3]!])
}

function resize(g: Graph, x: Tensor, to: { scales?: Tensor; sizes?: Tensor }, shape: readonly Dimension[]): Tensor {
  return g.add('Resize', [x, undefined, to.scales, to.sizes], shape, {
    attributes: { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
  })
}

/** The lengths of the axes [from, to) as a tensor of the graph, for shapes that are known only when it runs. */
export function sizeOf(g: Graph, x: Tensor, from: number, to: number): Tensor {
  return g.add('Shape', [x], [to - from], { type: 'int64', attributes: { start: from, end: to } })
}

export function cast(g: Graph, x: Tensor, type: ElementType): Tensor {
  if (x.type === type) return x
  return g.add('Cast', [x], x.shape, { type, attributes: { to: elementCodes[type] } })
}

/** TensorProto.DataType of ONNX. */
export const elementCodes: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
}
