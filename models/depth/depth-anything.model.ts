import { basename } from 'node:path'
import type { ModelFamily, Weights } from '../../base/model.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { checkpointWeights } from '../graph/checkpoint-weights.ts'
import { floatBytes } from '../graph/float-bytes.ts'
import { Graph } from '../graph/graph.ts'
import { namesOnly } from '../graph/names-only.ts'
import { depthAnything } from './depth-anything.ts'
import { depthAnythingNames } from './depth-anything-names.ts'
import { depthHandle } from './depth-handle.ts'
import { imageNet } from './picture-values.ts'
import { positionsFor, readPositions } from './position-embedding.ts'
import { seeResized } from './see-resized.ts'
import { blockCount, headsOfWidth, quarters } from './transformer-facts.ts'

interface Params {
  readonly blocks: number
  readonly width: number
  readonly weightBytes: number
}

/** Pixels of a patch of DINOv2, and the side its pictures have here: 37 patches. */
const patch = 14
const side = 518

/** Depth Anything V1 and V2: small, base, large and giant, in their own naming and in transformers'. */
const family: ModelFamily<'depth', Params> = {
  id: 'depth-anything',
  task: 'depth',
  summary: 'Depth Anything V2 (and V1): relative depth of any picture, or metres by its metric weights.',
  version: 1,
  architectures: ['depth-anything'],

  detect(facts) {
    const source = depthAnythingNames(namesOnly(facts))
    const position = source.info('pretrained.pos_embed')
    if (position === undefined || source.info('depth_head.projects.0.weight') === undefined) return undefined
    const width = position.shape[2]!
    headsOfWidth(width)
    return { blocks: blockCount(source, 'pretrained'), width, weightBytes: floatBytes(facts.tensors) }
  },

  async load({ blocks, width, weightBytes }, weights, context) {
    const { path, sha256, title } = weights!
    const maxMetres = metresOf(weights!)
    const options = {
      heads: headsOfWidth(width),
      hooks: hooksOf(weights!, blocks),
      ...(maxMetres === undefined ? {} : { maxMetres }),
    }
    return depthHandle(
      {
        key: `depth-anything:${sha256}:${options.hooks.join()}:${maxMetres ?? ''}`,
        title,
        kind: maxMetres === undefined ? 'relative-inverse' : 'metric',
        size: side,
        weightBytes,
        // The head's last layers, half as wide as the decoder at the whole size: 0.45 GB were measured of the small one.
        workBytes: 0.2e9 + 1e6 * width,
        estimate: (pixels, see) =>
          seeResized(pixels, see, {
            rule: { width: side, height: side, multiple: patch, method: 'lower-bound' },
            form: { ...imageNet, resampling: 'cubic' },
            back: 'bilinear-corners',
          }),
        async open() {
          const checkpoint = await openCheckpoint(path)
          const source = depthAnythingNames(checkpointWeights(checkpoint))
          const graph = new Graph('depth-anything', source)
          depthAnything(graph, options)
          const positions = await readPositions(source, 'pretrained.pos_embed', { method: 'cubic' })
          return {
            graph,
            weights: checkpoint,
            inputs: ({ width, height }) => ({
              position: positionsFor(positions, { rows: height / patch, columns: width / patch }),
            }),
          }
        },
      },
      context,
    )
  },
}
export default family

/** V1 takes its last four blocks, V2 four spread over all; the weights alone do not tell them apart, their published names do. */
function hooksOf(weights: Weights, blocks: number): readonly number[] {
  if (/depth[_-]anything[_-](?:vit[sbl]14|(?:small|base|large)(?:-hf)?\b)/i.test(namesOf(weights))) {
    return [4, 3, 2, 1].map((n) => blocks - n)
  }
  // The large one's first is a block earlier than its quarter.
  return blocks === 24 ? [4, 11, 17, 23] : quarters(blocks)
}

/** Weights that were trained for metres say so by name: up to 20 m indoors (Hypersim), 80 m outdoors (Virtual KITTI). */
function metresOf(weights: Weights): number | undefined {
  const stated = weights.settings['maxMetres']
  if (typeof stated === 'number') return stated
  const names = namesOf(weights)
  if (!/metric/i.test(names)) return undefined
  return /vkitti|outdoor/i.test(names) ? 80 : 20
}

function namesOf({ id, title, path, files }: Weights): string {
  return [id, title, basename(path), ...files.map((file) => basename(file.path))].join(' ')
}
