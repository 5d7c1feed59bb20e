import type { ModelFamily, WeightFacts } from '../../base/model.ts'
import { openCheckpoint } from '../formats/open-checkpoint.ts'
import { checkpointWeights } from '../graph/checkpoint-weights.ts'
import { floatBytes } from '../graph/float-bytes.ts'
import { Graph } from '../graph/graph.ts'
import { namesOnly } from '../graph/names-only.ts'
import { depthHandle } from './depth-handle.ts'
import { dpt } from './dpt.ts'
import { type DptFacts, dptFacts } from './dpt-facts.ts'
import { dptInputs } from './dpt-inputs.ts'
import { openDptNames } from './dpt-weights.ts'
import { centred } from './picture-values.ts'
import { seeResized } from './see-resized.ts'
import { transformersForm } from './transformers-form.ts'

/** What transformers does otherwise. */
const asInTransformers = { epsilon: 1e-12, grow: 'twice' } as const

interface Params extends DptFacts {
  /** Whether its tensors have transformers' names. */
  readonly transformers: boolean
  readonly weightBytes: number
}

/** MiDaS 3.0 and 3.1 on vision transformers: DPT-Large, DPT-Hybrid, BEiT at 384 and 512. */
const family: ModelFamily<'depth', Params> = {
  id: 'midas-dpt',
  task: 'depth',
  summary: 'MiDaS DPT: large, hybrid and BEiT; relative depth, in its own layout or that of transformers.',
  version: 1,
  architectures: ['midas-dpt', 'midas-beit', 'dpt'],

  detect(facts) {
    const found = dptFacts(openDptNames(namesOnly(facts)))
    if (found === undefined) return undefined
    return {
      ...found,
      transformers: has(facts, /^neck\.fusion_stage\./),
      weightBytes: floatBytes(facts.tensors),
    }
  },

  async load({ heads, hooks, size, patch, tokenBytes, transformers, weightBytes }, weights, context) {
    const { path, sha256, title } = weights!
    const own = {
      rule: { width: size, height: size, multiple: 2 * patch, method: 'minimal' },
      form: { ...centred, resampling: 'cubic' },
    } as const
    const { rule, form } = transformers ? await transformersForm(weights!, { size, patch }) : own
    return depthHandle(
      {
        key: `midas-dpt:${sha256}`,
        title,
        kind: 'relative-inverse',
        size,
        weightBytes,
        // The decoder of 256 channels at half the size, and what attention takes by the pair of tokens: 0.73 GB of BEiT-L 384.
        workBytes: 0.7e9 + tokenBytes,
        estimate: (pixels, see) => seeResized(pixels, see, { rule, form, back: 'cubic' }),
        async open() {
          const checkpoint = await openCheckpoint(path)
          const source = openDptNames(checkpointWeights(checkpoint))
          const graph = new Graph('midas-dpt', source)
          dpt(graph, { heads, hooks, ...(transformers ? asInTransformers : {}) })
          return { graph, weights: checkpoint, inputs: await dptInputs(source) }
        },
      },
      context,
    )
  },
}
export default family

function has({ tensors }: WeightFacts, pattern: RegExp): boolean {
  for (const name of tensors.keys()) if (pattern.test(name)) return true
  return false
}
