import type { ModelFamily } from '../../base/model.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { checkpointWeights } from '../graph/checkpoint-weights.ts'
import { floatBytes } from '../graph/float-bytes.ts'
import { Graph } from '../graph/graph.ts'
import { namesOnly } from '../graph/names-only.ts'
import type { WeightSource } from '../graph/weights.ts'
import { depthHandle } from './depth-handle.ts'
import { type DptFacts, dptFacts } from './dpt-facts.ts'
import type { BinOptions } from './zoe-bins.ts'
import { zoeInfer } from './zoe-infer.ts'
import { zoeAnswer, zoeInputs } from './zoe-inputs.ts'
import { zoeNames } from './zoe-names.ts'
import { zoeCore, zoeDepth } from './zoedepth.ts'

interface Params extends DptFacts {
  readonly variant: 'n' | 'k' | 'nk'
  /** Whether its tensors have transformers' names. */
  readonly transformers: boolean
  readonly weightBytes: number
}

/** What the published configurations share. */
const common = { attraction: 'inv', together: 'mean', coldest: 0.0212, hottest: 50, least: 1e-3 } as const
/** Metres of the data that each was trained on: NYU's rooms, KITTI's streets. */
const [indoors, outdoors] = [10, 80]

/** ZoeDepth N, K and NK: metres. */
const family: ModelFamily<'depth', Params> = {
  id: 'zoedepth',
  task: 'depth',
  summary: 'ZoeDepth: depth in metres, indoors (N), outdoors (K), or whichever the picture is (NK).',
  version: 1,
  architectures: ['zoedepth'],

  detect(facts) {
    const source = zoeNames(namesOnly(facts))
    const variant = variantOf(source)
    const core = variant && dptFacts(source, zoeCore)
    const transformers = facts.tensors.has('metric_head.conv2.weight')
    return core && { ...core, variant, transformers, weightBytes: floatBytes(facts.tensors) }
  },

  async load({ heads, hooks, size, tokenBytes, variant, transformers, weightBytes }, weights, context) {
    const { path, sha256, title } = weights!
    const bins = binsOf(variant)
    // Shown twice as wide as high on streets, and at four to three elsewhere.
    const rule = {
      width: variant === 'k' ? 2 * size : (size * 4) / 3,
      height: size,
      multiple: 32,
      method: 'minimal',
    } as const
    return depthHandle(
      {
        key: `zoedepth:${sha256}`,
        title,
        kind: 'metric',
        size,
        weightBytes,
        // 64 bins at every place of the picture, several times over: 1 GB was measured.
        workBytes: 1.2e9 + 2 * tokenBytes,
        estimate: ({ width, height, data }, see) =>
          zoeInfer({ width, height, channels: 3, data }, see, { rule, scale: 1 / 255 }),
        async open() {
          const checkpoint = await openCheckpoint(path)
          const source = zoeNames(checkpointWeights(checkpoint))
          const graph = new Graph('zoedepth', source)
          zoeDepth(graph, {
            core: { heads, hooks, ...(transformers ? ({ epsilon: 1e-12, grow: 'twice' } as const) : {}) },
            bins,
          })
          return { graph, weights: checkpoint, inputs: await zoeInputs(source), answer: zoeAnswer }
        },
      },
      context,
    )
  },
}
export default family

/** Two heads have names of their own; bins that are shares of a range (K) take two numbers for each attractor: of the last there is one. */
function variantOf(source: WeightSource): Params['variant'] | undefined {
  if (source.info('seed_bin_regressors.nyu._net.0.weight') !== undefined) return 'nk'
  const last = source.info('attractors.3._net.2.weight')?.shape[0]
  return last === undefined ? undefined : last === 2 ? 'k' : 'n'
}

function binsOf(variant: Params['variant']): BinOptions | Record<'nyu' | 'kitti', BinOptions> {
  switch (variant) {
    case 'n':
      return { ...common, bins: 'softplus', most: indoors }
    case 'k':
      return { ...common, bins: 'normed', most: outdoors }
    case 'nk':
      return {
        nyu: { ...common, bins: 'softplus', most: indoors },
        kitti: { ...common, bins: 'softplus', most: outdoors },
      }
    default:
      return variant satisfies never
  }
}
