import { z } from 'zod'
import { compareOutput, type GoldenFixture } from '../../golden/fixture.ts'
import { inputValues } from '../../golden/fixture-values.ts'
import { fixtureWeights } from '../../golden/fixture-weights.ts'
import type { GoldenKind } from '../../golden/golden-kind.ts'
import { Graph } from '../../graph/graph.ts'
import { openSession } from '../../graph/session.ts'
import { below } from '../../graph/weights.ts'
import { type UnetParameters, unet } from './unet.ts'
import { unetNames } from './unet-names.ts'

const prefix = 'model.diffusion_model.'

/** diffusers' UNet2DConditionModel alone. */
export const golden: GoldenKind = {
  matches: ({ inputs, tensors, parts }) =>
    'encoder_hidden_states' in inputs &&
    'sample' in inputs &&
    !('cond' in inputs) &&
    Object.keys(parts).length === 0 &&
    Object.keys(tensors).some((name) => /(^|\.)(conv_in|input_blocks\.0\.0)\.weight$/.test(name)),
  async run(fixture, { provider }) {
    const whole = fixtureWeights(fixture)
    const source = whole.info(`${prefix}input_blocks.0.0.weight`) === undefined ? whole : below(whole, prefix)
    const graph = new Graph('unet', unetNames(source))
    unet(graph, fixtureUnetParameters(fixture))
    await using session = await openSession(graph, { provider })
    const feeds = Object.fromEntries(Object.keys(fixture.inputs).map((name) => [name, inputValues(fixture, name)]))
    const { out } = await session.run(feeds)
    return [compareOutput(fixture, 'out', out!.data as Float32Array)]
  },
}

const configSchema = z.looseObject({
  // diffusers' historical naming: the NUMBER of heads.
  attention_head_dim: z.union([z.int(), z.array(z.int())]).optional(),
  num_heads: z.int().optional(),
  block_out_channels: z.array(z.int()).default([0, 0, 0, 0]),
  norm_num_groups: z.int().default(32),
  addition_time_embed_dim: z.int().default(256),
})

/** The parameters that no shape tells, out of a fixture's configuration. */
export function fixtureUnetParameters({ config }: Pick<GoldenFixture, 'config'>): UnetParameters {
  const parsed = configSchema.parse(config['diffusers'] ?? config['unet'] ?? config)
  const heads = parsed.attention_head_dim ?? parsed.num_heads ?? 8
  return {
    heads: typeof heads === 'number' ? parsed.block_out_channels.map(() => heads) : heads,
    groups: parsed.norm_num_groups,
    sizes: { count: 6, channels: parsed.addition_time_embed_dim },
    wrap: 'none',
    control: false,
  }
}
