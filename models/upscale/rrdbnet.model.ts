import { WorkspaceError } from '../../base/error.ts'
import type { ModelFamily } from '../../base/model.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { checkpointWeights } from '../graph/checkpoint-weights.ts'
import { floatBytes } from '../graph/float-bytes.ts'
import { Graph } from '../graph/graph.ts'
import { namesOnly } from '../graph/names-only.ts'
import { rrdbNet, rrdbNetScale } from './rrdbnet.ts'
import { rrdbNetNames } from './rrdbnet-names.ts'
import { upscaleHandle } from './upscale-handle.ts'

interface Params {
  readonly scale: number
  readonly unshuffle: number
  readonly weightBytes: number
}

/** ESRGAN and Real-ESRGAN in any of their namings. */
const rrdbnet: ModelFamily<'upscale', Params> = {
  id: 'rrdbnet',
  task: 'upscale',
  summary: 'ESRGAN and Real-ESRGAN upscalers (RRDBNet), 1 to 8 times.',
  version: 1,
  architectures: ['rrdbnet'],

  detect(facts) {
    const source = rrdbNetNames(namesOnly(facts))
    if (source.info('body.0.rdb1.conv1.weight') === undefined) return undefined
    const { scale, unshuffle } = rrdbNetScale(source)
    const colours = source.info('conv_last.weight')!.shape[0]!
    if (colours !== 3) {
      throw new WorkspaceError('bad-input', `This upscaler gives pictures of ${colours} channels; RGB has 3.`)
    }
    return { scale, unshuffle, weightBytes: floatBytes(facts.tensors) }
  },

  async load({ scale, unshuffle, weightBytes }, weights, context) {
    const { path, sha256, title } = weights!
    const network = {
      key: `rrdbnet:${sha256}`,
      title,
      scale,
      step: unshuffle,
      weightBytes,
      // The last layers hold three results of 64 channels at four times this side: 450 MB. 512 would take seven times that.
      tile: 192 * unshuffle,
      tileBytes: 0.7e9,
      async open() {
        const checkpoint = await openCheckpoint(path)
        const graph = new Graph('rrdbnet', rrdbNetNames(checkpointWeights(checkpoint)))
        rrdbNet(graph)
        return { graph, weights: checkpoint }
      },
    }
    return upscaleHandle(network, context)
  },
}
export default rrdbnet
