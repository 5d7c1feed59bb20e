import type { ModelFamily } from '../../base/model.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { checkpointWeights } from '../graph/checkpoint-weights.ts'
import { floatBytes } from '../graph/float-bytes.ts'
import { Graph } from '../graph/graph.ts'
import { depthHandle } from './depth-handle.ts'
import { midasSmall } from './midas-small.ts'
import { imageNet } from './picture-values.ts'
import { seeResized } from './see-resized.ts'

interface Params {
  readonly weightBytes: number
}

/** Longest side of the pictures it is shown. */
const side = 256

/** MiDaS v2.1 small: the one for slow machines. */
const family: ModelFamily<'depth', Params> = {
  id: 'midas-small',
  task: 'depth',
  summary: 'MiDaS small (v2.1, EfficientNet-Lite3): relative depth, fast and coarse.',
  version: 1,
  architectures: ['midas-small'],

  detect({ tensors }) {
    const known = ['pretrained.layer1.3.0.conv_dw.weight', 'scratch.refinenet1.out_conv.weight']
    return known.every((name) => tensors.has(name)) ? { weightBytes: floatBytes(tensors) } : undefined
  },

  async load({ weightBytes }, weights, context) {
    const { path, sha256, title } = weights!
    return depthHandle(
      {
        key: `midas-small:${sha256}`,
        title,
        kind: 'relative-inverse',
        size: side,
        weightBytes,
        workBytes: 0.2e9,
        estimate: (pixels, see) =>
          seeResized(pixels, see, {
            rule: { width: side, height: side, multiple: 32, method: 'upper-bound' },
            form: { ...imageNet, resampling: 'cubic' },
            back: 'cubic',
          }),
        async open() {
          const checkpoint = await openCheckpoint(path)
          const graph = new Graph('midas-small', checkpointWeights(checkpoint))
          midasSmall(graph)
          return { graph, weights: checkpoint }
        },
      },
      context,
    )
  },
}
export default family
