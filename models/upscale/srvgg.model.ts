import { WorkspaceError } from '../../base/error.ts'
import type { ModelFamily, TensorInfo } from '../../base/model.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { checkpointWeights } from '../graph/checkpoint-weights.ts'
import { times } from '../graph/dimension.ts'
import { floatBytes } from '../graph/float-bytes.ts'
import { Graph, type Tensor } from '../graph/graph.ts'
import { add, conv, upsample } from '../graph/layers.ts'
import { upscaleHandle } from './upscale-handle.ts'

interface Params {
  readonly scale: number
  readonly weightBytes: number
}

/** Real-ESRGAN's compact upscalers: realesr-general-x4v3, realesr-animevideov3 and what was trained from them. */
const srvgg: ModelFamily<'upscale', Params> = {
  id: 'srvgg',
  task: 'upscale',
  summary: 'Compact Real-ESRGAN upscalers (SRVGGNetCompact), 1 to 8 times.',
  version: 1,
  architectures: ['srvgg'],

  detect({ tensors }) {
    const scale = srvggScale(tensors)
    return scale === undefined ? undefined : { scale, weightBytes: floatBytes(tensors) }
  },

  async load({ scale, weightBytes }, weights, context) {
    const { path, sha256, title } = weights!
    const network = {
      key: `srvgg:${sha256}`,
      title,
      scale,
      step: 1,
      weightBytes,
      // Every layer works at the picture's own size: 64 channels take 67 MB at this side. 180 MB were measured.
      tile: 512,
      tileBytes: 0.3e9,
      async open() {
        const checkpoint = await openCheckpoint(path)
        const graph = new Graph('srvgg', checkpointWeights(checkpoint))
        srvggNet(graph)
        return { graph, weights: checkpoint }
      },
    }
    return upscaleHandle(network, context)
  },
}
export default srvgg

/**
 * SRVGGNetCompact of Real-ESRGAN (Wang et al. 2021, arXiv:2107.10833; realesrgan/archs/srvgg_arch.py in xinntao/Real-ESRGAN):
 * a chain of convolutions and PReLUs at the picture's own size, a pixel shuffle (Shi et al. 2016, arXiv:1609.05158), and the
 * picture itself, enlarged by repetition, added at the end. Input: image [b, 3, h, w] in [0, 1]. Output: out
 * [b, 3, scale·h, scale·w], about [0, 1], not clamped.
 */
export function srvggNet(g: Graph): void {
  const image = g.input('image', ['batch', 3, 'height', 'width'])
  let x = image
  let n = 0
  for (; g.has(`body.${n + 1}.weight`); n += 2) x = prelu(g, conv(g, x, `body.${n}`), `body.${n + 1}`)
  x = conv(g, x, `body.${n}`)
  // [b, 3·s², h, w] → [b, 3, s·h, s·w]
  const scale = Math.sqrt((x.shape[1] as number) / 3)
  const shape = ['batch', 3, times('height', scale), times('width', scale)]
  const shuffled = g.add('DepthToSpace', [x], shape, { attributes: { blocksize: scale, mode: 'CRD' } })
  g.output('out', add(g, shuffled, upsample(g, image, scale)))
}

/** x where it is positive, elsewhere x times the channel's own slope (He et al. 2015, arXiv:1502.01852). */
function prelu(g: Graph, x: Tensor, name: string): Tensor {
  const [channels] = g.weight(`${name}.weight`).shape as readonly [number]
  // The plain [c] view was only looked at: it must not stay among the graph's weights.
  g.weights.delete(`${name}.weight`)
  return g.add('PRelu', [x, g.weight(`${name}.weight`, { shape: [channels, 1, 1] })], x.shape)
}

/** body.0 a convolution, body.1 its slopes, and so on; the last convolution has 3 · scale² channels. Undefined for all else. */
function srvggScale(tensors: ReadonlyMap<string, TensorInfo>): number | undefined {
  const shape = (n: number) => tensors.get(`body.${n}.weight`)?.shape ?? []
  let last = 0
  while (shape(last).length === 4 && shape(last + 1).length === 1) last += 2
  if (last === 0 || shape(last).length !== 4 || tensors.has(`body.${last + 1}.weight`)) return undefined
  const colours = shape(0)[1]!
  if (colours !== 3) {
    throw new WorkspaceError('bad-input', `This upscaler takes pictures of ${colours} channels; RGB has 3.`)
  }
  const scale = Math.sqrt(shape(last)[0]! / colours)
  return Number.isInteger(scale) ? scale : undefined
}
