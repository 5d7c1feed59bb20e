import { WorkspaceError } from '../../base/error.ts'
import { type Dimension, times } from '../graph/dimension.ts'
import { fixed, type Graph, type Tensor } from '../graph/graph.ts'
import { add, concat, conv, multiply, unary, upsample } from '../graph/layers.ts'
import type { WeightSource } from '../graph/weights.ts'

/**
 * The upscaler of ESRGAN (Wang et al. 2018, arXiv:1809.00219) and Real-ESRGAN (Wang et al. 2021, arXiv:2107.10833): residual
 * in residual dense blocks, then a nearest-neighbour doubling for each factor of two. Names are Real-ESRGAN's
 * (`rrdbnet-names.ts` reads the others). Input: image [b, c, h, w] in [0, 1], its sides multiples of `unshuffle`. Output: out
 * [b, c, scale·h, scale·w], about [0, 1], not clamped.
 */
export function rrdbNet(g: Graph): void {
  const { unshuffle } = rrdbNetScale(g.source)
  const [, channels] = g.weight('conv_first.weight').shape as readonly [number, number]
  const sides = [times('height', unshuffle), times('width', unshuffle)] as const
  const image = g.input('image', ['batch', channels / unshuffle ** 2, ...sides])

  const first = conv(g, unshuffle === 1 ? image : pixelUnshuffle(g, image, unshuffle), 'conv_first')
  let x = first
  for (let n = 0; g.has(`body.${n}.rdb1.conv1.weight`); n++) x = residualInResidual(g, x, `body.${n}`)
  x = add(g, first, conv(g, x, 'conv_body'))
  for (let n = 1; g.has(`conv_up${n}.weight`); n++) x = leakyRelu(g, conv(g, upsample(g, x), `conv_up${n}`))
  x = leakyRelu(g, conv(g, x, 'conv_hr'))
  g.output('out', conv(g, x, 'conv_last'))
}

/**
 * How many times higher and wider the result is, read off the names: two for each doubling, divided by how much the picture is
 * folded into channels first (Real-ESRGAN's ×2 and ×1 variants), read off the shapes.
 */
export function rrdbNetScale(source: Pick<WeightSource, 'info'>): {
  readonly scale: number
  readonly unshuffle: number
} {
  const first = source.info('conv_first.weight')?.shape[1] ?? 0
  const last = source.info('conv_last.weight')?.shape[0] ?? 0
  const unshuffle = Math.sqrt(first / last)
  if (![1, 2, 4].includes(unshuffle)) {
    throw new WorkspaceError(
      'bad-input',
      `An upscaler from ${first} to ${last} channels is none this workspace knows.`,
      {
        hint: 'ESRGAN and Real-ESRGAN take and give 3 channels, or 12 or 48 folded ones.',
      },
    )
  }
  if (source.info('body.0.rdb1.conv1x1.weight') !== undefined) {
    throw new WorkspaceError('bad-input', 'This upscaler is an ESRGAN+; ESRGAN and Real-ESRGAN can be run.')
  }
  let doublings = 0
  while (source.info(`conv_up${doublings + 1}.weight`) !== undefined) doublings++
  return { scale: 2 ** doublings / unshuffle, unshuffle }
}

/** Three dense blocks, a fifth of their sum added to what came in. */
function residualInResidual(g: Graph, x: Tensor, name: string): Tensor {
  let h = x
  for (let n = 1; g.has(`${name}.rdb${n}.conv1.weight`); n++) h = denseBlock(g, h, `${name}.rdb${n}`)
  return add(g, multiply(g, h, g.constant(0.2)), x)
}

/** Each convolution sees all that came before it; the last one brings the width back. */
function denseBlock(g: Graph, x: Tensor, name: string): Tensor {
  const seen = [x]
  let n = 1
  for (; g.has(`${name}.conv${n + 1}.weight`); n++) {
    seen.push(leakyRelu(g, conv(g, joined(g, seen), `${name}.conv${n}`)))
  }
  return add(g, multiply(g, conv(g, joined(g, seen), `${name}.conv${n}`), g.constant(0.2)), x)
}

function joined(g: Graph, parts: readonly Tensor[]): Tensor {
  return parts.length === 1 ? parts[0]! : concat(g, parts, 1)
}

function leakyRelu(g: Graph, x: Tensor): Tensor {
  return unary(g, 'LeakyRelu', x, { alpha: { float: 0.2 } })
}

/** Squares of n×n pixels as channels, all of one colour together (torch's order): [b, c, n·h, n·w] → [b, c·n², h, w]. */
function pixelUnshuffle(g: Graph, x: Tensor, n: number): Tensor {
  const channels = fixed(x.shape[1], 'The channels of a picture')
  const shape: readonly Dimension[] = ['batch', channels * n * n, 'height', 'width']
  // ONNX keeps all colours of one pixel together; the Gather sorts by colour instead.
  const folded = g.add('SpaceToDepth', [x], shape, { attributes: { blocksize: n } })
  const order = Array.from(
    { length: channels * n * n },
    (_, to) => (to % (n * n)) * channels + Math.floor(to / (n * n)),
  )
  return g.add('Gather', [folded, g.constant(order, { type: 'int64' })], shape, { attributes: { axis: 1 } })
}
