import { basename } from 'node:path'
import type { ModelFamily } from '../../base/model.ts'
import { floatBytes } from '../graph/float-bytes.ts'
import { Graph } from '../graph/graph.ts'
import { tfjsGraph, tfjsScale } from './tfjs-graph.ts'
import { isTfjsModel, openTfjsModel, readTfjsTopology } from './tfjs-model.ts'
import { upscaleHandle } from './upscale-handle.ts'

interface Params {
  readonly scale: number
  readonly weightBytes: number
}

/** The upscalers of the npm packages @upscalerjs/esrgan-…, in TensorFlow.js' Layers format. */
const esrganThick: ModelFamily<'upscale', Params> = {
  id: 'esrgan-thick',
  task: 'upscale',
  summary: 'ESRGAN upscalers out of npm packages (TensorFlow.js), 2 to 8 times.',
  version: 1,
  architectures: ['esrgan'],

  detect({ tensors, configs }) {
    const topology = configs.get('model.json')
    if (!isTfjsModel(topology)) return undefined
    const scale = tfjsScale(readTfjsTopology('model.json', topology))
    if (scale === 1) return undefined
    return { scale, weightBytes: floatBytes(tensors) }
  },

  async load({ scale, weightBytes }, weights, context) {
    const { files, sha256, title } = weights!
    const topology = files.find(({ path }) => basename(path) === 'model.json')!.path
    const network = {
      key: `esrgan-thick:${sha256}:${scale}`,
      title,
      scale,
      step: 1,
      weightBytes,
      // All but the last layer work at the picture's own size.
      tile: 256,
      tileBytes: 0.5e9,
      async open() {
        const model = await openTfjsModel(topology)
        const graph = new Graph('esrgan-thick', model.weights)
        tfjsGraph(graph, model)
        return { graph }
      },
    }
    return upscaleHandle(network, context)
  },
}
export default esrganThick
