import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ModelFamily } from '../../base/model.ts'
import { floatBytes } from '../graph/float-bytes.ts'
import { Graph } from '../graph/graph.ts'
import { explainedSession, explainRuntimeErrors } from '../graph/runtime-error.ts'
import { openSession } from '../graph/session.ts'
import { cutoutHandle } from './cutout-handle.ts'
import { readTflite } from './read-tflite.ts'
import { tfliteGraph, tfliteWeights } from './tflite-graph.ts'

/** MediaPipe's selfie segmentation, out of its npm package: people in front of anything. */
const family: ModelFamily<'cutout', { readonly weightBytes: number }> = {
  id: 'tflite-segmentation',
  task: 'cutout',
  summary: 'Selfie segmentation of MediaPipe (TensorFlow Lite): cuts people out of their background.',
  version: 1,
  architectures: ['selfie-segmentation'],

  detect: ({ tensors, configs }) => (configs.has('tflite') ? { weightBytes: floatBytes(tensors) } : undefined),

  async load({ weightBytes }, weights, context) {
    const { path, sha256, title } = weights!
    const { threads } = context
    const { provider } = context.provider
    return cutoutHandle(
      {
        key: `tflite:${sha256}`,
        title,
        finds: 'people',
        // The largest layers have 16 channels of 256² values.
        bytes: weightBytes + 0.1e9,
        async open() {
          const model = readTflite(await readFile(path), basename(path))
          const graph = new Graph('tflite', tfliteWeights(model))
          tfliteGraph(graph, model)
          const what = `the background model ${title}`
          const open = () => openSession(graph, { threads, provider })
          const session = explainedSession(what, await explainRuntimeErrors(what, open, provider), provider)
          const [, , height, width] = graph.inputs[0]!.shape as readonly [number, number, number, number]
          return {
            size: { width, height },
            async run({ data }) {
              const { out } = await session.run({ image: { data, shape: [1, 3, height, width] } })
              return { width, height, channels: 1, data: out!.data as Float32Array<ArrayBuffer> }
            },
            [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
          }
        },
      },
      context,
    )
  },
}
export default family
