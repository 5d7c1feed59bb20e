import { compareOutput } from '../golden/fixture.ts'
import { inputValues } from '../golden/fixture-values.ts'
import { fixtureWeights } from '../golden/fixture-weights.ts'
import type { GoldenKind } from '../golden/golden-kind.ts'
import { Graph } from '../graph/graph.ts'
import { openSession } from '../graph/session.ts'
import { dpt } from './dpt.ts'
import { dptInputs } from './dpt-inputs.ts'
import { openDptNames } from './dpt-weights.ts'

interface Config {
  readonly num_heads?: number
  readonly num_attention_heads?: number
  readonly hooks?: readonly number[]
  readonly backbone_out_indices?: readonly number[]
  readonly readout?: string
  readonly readout_type?: string
  readonly non_negative?: boolean
  readonly layer_norm_eps?: number
}

/** MiDaS' transformers, in their own names and in those of transformers. */
export const golden: GoldenKind = {
  matches: ({ tensors }) =>
    ('pretrained.act_postprocess4.3.weight' in tensors && 'scratch.output_conv.4.weight' in tensors) ||
    'dpt.embeddings.cls_token' in tensors,
  async run(fixture, { provider }) {
    const config = fixture.config as Config
    const weights = openDptNames(fixtureWeights(fixture))
    const graph = new Graph('dpt', weights)
    const hooks = config.hooks ?? config.backbone_out_indices!
    const hybrid = weights.info('pretrained.model.patch_embed.backbone.stem.conv.weight') !== undefined
    dpt(graph, {
      heads: (config.num_heads ?? config.num_attention_heads)!,
      hooks: hybrid ? hooks.slice(2) : hooks,
      readout: (config.readout ?? config.readout_type) === 'add' ? 'add' : 'ignore',
      nonNegative: config.non_negative ?? true,
      grow: fixture.layout === 'hf' ? 'twice' : 'to level',
      epsilon: config.layer_norm_eps ?? (fixture.layout === 'hf' ? 1e-12 : 1e-6),
    })
    const image = inputValues(fixture, 'image')
    const [height, width] = image.shape.slice(2) as [number, number]
    const inputs = await dptInputs(weights)
    await using session = await openSession(graph, { provider })
    const { depth } = await session.run({ image, ...inputs({ width, height }) })
    return [compareOutput(fixture, 'depth', depth!.data as Float32Array)]
  },
}
